using Parquet.Schema;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>The columns of a part, as docs/scale.md describes them.</summary>
internal static class PartSchema
{
    public static readonly DataField Path = Text("path", nullable: false);
    public static readonly DataField Size = new("size", typeof(long?));
    public static readonly DataField Hash = Text("hash", nullable: true);
    public static readonly DataField Genre = Text("genre", nullable: true);
    public static readonly DataField Confidence = new("confidence", typeof(float?));
    public static readonly DataField Genres = Text("element", nullable: false);
    public static readonly DataField Probabilities = new("element", typeof(float));
    public static readonly DataField Embedding = new("element", typeof(float));
    public static readonly DataField Error = Text("error", nullable: true);
    public static readonly DataField Seconds = new("seconds", typeof(double));
    public static readonly DataField Model = Text("model", nullable: false);
    public static readonly DataField LibraryVersion = Text("library_version", nullable: false);

    /// <summary>All columns. A field belongs to one schema only: the lists above are part of this one.</summary>
    public static readonly ParquetSchema All = new(
        Path, Size, Hash, Genre, Confidence, new ListField("genres", Genres), new ListField("probabilities", Probabilities),
        new ListField("embedding", Embedding), Error, Seconds, Model, LibraryVersion);

    private static DataField Text(string name, bool nullable) => new(name, typeof(string), nullable);
}
