namespace MusicGenre.MLNet.Benchmarks.Material;

/// <summary>A folder that is gone after the measurement.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("musicgenre-benchmark-").FullName;

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
