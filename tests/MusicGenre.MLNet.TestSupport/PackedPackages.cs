using System.Globalization;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>
/// Packages of this repository, packed into a folder of their own under a version of their own, and fresh applications outside of the
/// repository that reference them. Disposing deletes all, from NuGet's folder too.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<string> _names;

    /// <summary>Packs what was built.</summary>
    /// <param name="names">The packages, which are the names of their projects below <c>src</c>.</param>
    public PackedPackages(params IReadOnlyList<string> names)
    {
        _names = names;
        foreach (string name in names)
        {
            ExternalProgram.Succeed(
                Repository.Root, "dotnet", "pack", $"src/{name}", "--no-build", "-c", Repository.Configuration, "-o", Feed,
                $"-p:PackageVersion={Version}", "-v", "quiet");
        }
    }

    /// <summary>Gets the version; NuGet keeps what it once restored, so each run has its own.</summary>
    public string Version { get; } = "0.0.1-test" + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gets the folder of the packages.</summary>
    public string Feed => _folder.Combine("feed");

    /// <summary>Gets the path of a package.</summary>
    public string PathOf(string name, string extension = "nupkg") => Path.Combine(Feed, $"{name}.{Version}.{extension}");

    /// <summary>Writes an application that references one of the packages; it is not built.</summary>
    /// <param name="name">The application's name.</param>
    /// <param name="package">The package.</param>
    /// <param name="program">Its one source file.</param>
    /// <param name="sdk">The SDK.</param>
    /// <param name="properties">More of its project file's properties.</param>
    /// <returns>Its folder.</returns>
    public string CreateApp(string name, string package, string program, string sdk = "Microsoft.NET.Sdk", string properties = "")
    {
        string app = Directory.CreateDirectory(_folder.Combine(name)).FullName;
        File.WriteAllText(Path.Combine(app, "nuget.config"), $"""
            <configuration><packageSources><add key="packed" value="{Feed}" /></packageSources></configuration>
            """);
        File.WriteAllText(Path.Combine(app, $"{name}.csproj"), $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{Version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(app, "Program.cs"), program);
        return app;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string cached in _names.Select(name => Path.Combine(packages, name.ToLowerInvariant(), Version)).Where(Directory.Exists))
            Directory.Delete(cached, recursive: true);
    }
}
