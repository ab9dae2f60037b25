using System.IO.Compression;
using System.Runtime.Loader;
using System.Security.Cryptography;
using MusicGenre.MLNet.Backbones.Embedded;

namespace MusicGenre.MLNet.Tests.EndToEnd;

/// <summary>
/// Packs the library, and lets a fresh console app outside of the repository reference the package and run README's snippets.
/// </summary>
[NonParallelizable]
[Category(Categories.Packages)]
public class PackageTests
{
    private PackedPackages _packed = null!;

    [OneTimeSetUp]
    public void Pack() => _packed = new PackedPackages("MusicGenre.MLNet");

    [OneTimeTearDown]
    public void CleanUp() => _packed.Dispose();

    [Test]
    public void Package_has_README_licence_and_documentation()
    {
        using ZipArchive package = ZipFile.OpenRead(_packed.PathOf("MusicGenre.MLNet"));

        Assert.That(
            package.Entries.Select(e => e.FullName),
            Does.Contain("README.md").And.Contain("LICENSE").And.Contain("lib/net10.0/MusicGenre.MLNet.dll").And.Contain(
                "lib/net10.0/MusicGenre.MLNet.xml"));
        using var reader = new StreamReader(package.GetEntry("MusicGenre.MLNet.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();
        Assert.That(nuspec, Does.Contain("<license type=\"expression\">MIT</license>").And.Contain("<readme>README.md</readme>"));
        Assert.That(nuspec, Does.Not.Contain("TorchSharp"));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.That(readme.ReadToEnd(), Is.EqualTo(File.ReadAllText(Repository.Combine("src", "MusicGenre.MLNet", "README.md"))));
    }

    [Test]
    public void The_package_has_an_icon_and_its_symbols_are_a_package_beside_it()
    {
        using ZipArchive package = ZipFile.OpenRead(_packed.PathOf("MusicGenre.MLNet"));
        using ZipArchive symbols = ZipFile.OpenRead(_packed.PathOf("MusicGenre.MLNet", "snupkg"));

        using Stream icon = package.GetEntry("icon.png")!.Open();
        Assert.That(SkiaSharp.SKBitmap.Decode(icon).Info.Width, Is.EqualTo(128));
        using var nuspec = new StreamReader(package.GetEntry("MusicGenre.MLNet.nuspec")!.Open());
        Assert.That(nuspec.ReadToEnd(), Does.Contain("<icon>icon.png</icon>"));
        Assert.That(symbols.Entries.Select(e => e.FullName), Does.Contain("lib/net10.0/MusicGenre.MLNet.pdb"));
    }

    [TestCase("mobile")]
    [TestCase("resnet")]
    public void Package_has_the_network_its_manifest_model_card_and_licence(string name)
    {
        EmbeddedNetwork network = EmbeddedNetworks.Find(name)!;
        using ZipArchive package = ZipFile.OpenRead(_packed.PathOf("MusicGenre.MLNet"));
        using var library = new MemoryStream();
        using (Stream entry = package.GetEntry("lib/net10.0/MusicGenre.MLNet.dll")!.Open())
            entry.CopyTo(library);
        library.Position = 0;

        var context = new AssemblyLoadContext(name, isCollectible: true);
        using (Stream weights = context.LoadFromStream(library).GetManifestResourceStream($"backbones/{name}.onnx")!)
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(weights)), Is.EqualTo(network.Manifest.Sha256.ToLowerInvariant()));
        context.Unload();
        Assert.That(
            package.Entries.Select(e => e.FullName),
            Does.Contain($"backbones/{name}.md").And.Contain($"backbones/{name}.manifest.json").And.Contain("backbones/LICENSE"));
    }

    [Test]
    public void Fresh_console_app_with_the_package_runs_the_README()
    {
        string app = _packed.CreateApp(
            "app", "MusicGenre.MLNet", ReadmeSnippets.AsProgram(), properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        ToneGenres.Write(Path.Combine(app, "genres"));
        ToneGenres.Compose("low", 3, 501).SaveWav(Path.Combine(app, "song.wav"));
        ExternalProgram.Succeed(app, "ffmpeg", "-v", "error", "-i", "song.wav", "song.mp3");
        Directory.CreateDirectory(Path.Combine(app, "inbox"));
        ToneGenres.Compose("high", 3, 502).SaveWav(Path.Combine(app, "inbox", "a.wav"));
        File.WriteAllText(Path.Combine(app, "inbox", "b.wav"), "not a song");

        string output = ExternalProgram.Succeed(app, "dotnet", "run", "-c", "Release");

        Assert.That(ReadmeSnippets.All, Has.Count.GreaterThanOrEqualTo(4));
        Assert.That(output, Does.Contain("held out:").And.Contain("low ("));
        Assert.That(output, Does.Match(@"inbox.a\.wav: high"));
        Assert.That(output, Does.Match(@"inbox.b\.wav: .*text"));
        Assert.That(output, Does.Contain("top-1 "));
        Assert.That(output.TrimEnd(), Does.EndWith("low"));
    }
}
