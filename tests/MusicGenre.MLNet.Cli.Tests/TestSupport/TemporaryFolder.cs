namespace MusicGenre.MLNet.Cli.Tests.TestSupport;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("musicgenre-sample-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
