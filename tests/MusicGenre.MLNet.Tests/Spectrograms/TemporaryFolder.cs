namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("spectrograms-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
