using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>Writes the lists in an exported model's metadata.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ExportJson : JsonSerializerContext;
