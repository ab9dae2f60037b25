using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Cli.Tagging;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>
/// Writes JSON, for programs. The code is generated at build time: reflection would cost a short command much of its time.
/// </summary>
[JsonSerializable(typeof(RunResults))]
[JsonSerializable(typeof(ClassifiedFile))]
[JsonSerializable(typeof(UndoRecord))]
internal sealed partial class Json : JsonSerializerContext
{
    /// <summary>Gets the form with a line for each value.</summary>
    public static Json Indented { get; } = new(Form(indented: true));

    /// <summary>Gets the form in one line.</summary>
    public static Json Compact { get; } = new(Form(indented: false));

    private static JsonSerializerOptions Form(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
