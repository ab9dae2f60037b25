using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>Packs the packages, and lets a fresh ASP.NET Core application outside of the repository run the README of this one.</summary>
[NonParallelizable]
[Category(Categories.Packages)]
public sealed class FreshApplicationTests
{
    private PackedPackages _packed = null!;

    [OneTimeSetUp]
    public void Pack() => _packed = new PackedPackages("MusicGenre.MLNet", "MusicGenre.MLNet.Hosting");

    [OneTimeTearDown]
    public void CleanUp() => _packed.Dispose();

    [Test]
    public async Task The_ten_lines_classify_an_upload_from_the_body_and_tell_their_health()
    {
        IReadOnlyList<MarkdownSnippet> readme = MarkdownSnippet.Of("src/MusicGenre.MLNet.Hosting/README.md");
        string app = _packed.CreateApp(
            "app", "MusicGenre.MLNet.Hosting", readme.First(block => block.Language == "cs").Text, "Microsoft.NET.Sdk.Web",
            "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        File.WriteAllText(Path.Combine(app, "appsettings.json"), readme.First(block => block.Language == "json").Text);
        Directory.CreateDirectory(Path.Combine(app, "models"));
        File.WriteAllBytes(Path.Combine(app, "models", "genres.zip"), Models.First);
        ExternalProgram.Succeed(app, "dotnet", "build", "-c", "Release", "-v", "quiet");

        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(app, "bin", "Release", "net10.0", "app.dll"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = app, RedirectStandardOutput = true, RedirectStandardError = true,
            // It is killed, and would leave the pipes of debuggers.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(process) };
            using HttpResponseMessage answer = await client.PostAsync("/classify", new ByteArrayContent(Models.Song));
            using HttpResponseMessage health = await client.GetAsync("/health");

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            JsonElement ranked = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.That(ranked[0].GetProperty("genre").GetString(), Is.EqualTo("low"));
            Assert.That(await health.Content.ReadAsStringAsync(), Is.EqualTo("Healthy"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string Listening = "Now listening on: ";
        var printed = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            printed.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
                return new Uri(line[(at + Listening.Length)..].Trim());
        }
        throw new AssertionException($"The application has ended: {string.Join('\n', printed)} {await process.StandardError.ReadToEndAsync()}");
    }
}
