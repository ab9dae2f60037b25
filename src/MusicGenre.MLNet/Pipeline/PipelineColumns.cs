namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// The names of the columns inside of our ML.NET transforms. They are part of saved models: ML.NET restores a custom mapping by its
/// contract and finds its columns by these names.
/// </summary>
internal static class PipelineColumns
{
    public const string Key = "MusicGenre.Key";
    public const string Package = "MusicGenre.Package";
    public const string Path = "MusicGenre.Path";
    public const string Picture = "MusicGenre.Picture";
    public const string Segments = "MusicGenre.Segments";
    public const string Embedding = "MusicGenre.Embedding";
    public const string Probabilities = "MusicGenre.Probabilities";
}
