using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

/// <summary>A data folder that is made for a test and removed after it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path;

    public string this[string relativePath] => Path.Combine(Root, relativePath.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Adds files with one byte in each.</summary>
    public DataFolder Add(params string[] relativePaths)
    {
        foreach (string path in relativePaths)
            Write(path, "x");
        return this;
    }

    public DataFolder Write(string relativePath, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relativePath])!);
        File.WriteAllText(this[relativePath], text);
        return this;
    }

    public GenreDataset Open(bool requireTrainable = false)
        => GenreDataset.Open(Root, new DatasetOptions { RequireTrainable = requireTrainable });

    public void Dispose() => _folder.Dispose();

    /// <summary>A track that exists in name only, e.g. for splits.</summary>
    public static GenreTrack Track(string genre, string name, string? artist = null, int? fold = null) => new()
    {
        Path = $"/data/{genre}/{name}.wav",
        RelativePath = $"{genre}/{name}.wav",
        Genre = genre,
        TrackId = TrackNaming.TrackIdOf($"{genre}/{name}.wav"),
        Artist = artist,
        Fold = fold,
        Kind = TrackKind.Audio,
    };
}
