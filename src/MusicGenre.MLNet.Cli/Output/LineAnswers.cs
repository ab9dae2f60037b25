using System.Text.Json;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes answers as lines, each by itself: JSON lines or CSV. Lines of one call go out together.</summary>
internal sealed class LineAnswers : IAnswerWriter
{
    private readonly TextWriter _output;
    private readonly Func<ClassifiedFile, string> _line;

    private LineAnswers(TextWriter output, Func<ClassifiedFile, string> line) => (_output, _line) = (output, line);

    /// <summary>Creates a writer of JSON lines.</summary>
    public static LineAnswers Json(TextWriter output)
        => new(output, answer => JsonSerializer.Serialize(answer, Output.Json.Compact.ClassifiedFile));

    /// <summary>Creates a writer of CSV.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="top">How many genres of a file have columns.</param>
    /// <param name="withTitles">Whether the line of titles is written.</param>
    public static LineAnswers Csv(TextWriter output, int top, bool withTitles)
    {
        if (withTitles)
            output.Write(TitlesOf(top) + "\n");
        return new LineAnswers(output, answer => Output.Csv.Line(Cells(answer, top)));
    }

    /// <summary>Gets CSV's line of titles.</summary>
    public static string TitlesOf(int top) => Output.Csv.Line(
    [
        "path",
        .. Enumerable.Range(1, top).Select(i => i == 1 ? "" : Words.Invariant($"{i}"))
            .SelectMany(i => (string[])[$"genre{i}", $"confidence{i}"]),
        "error",
    ]);

    public void Write(IReadOnlyList<ClassifiedFile> answers)
    {
        _output.Write(string.Concat(answers.Select(answer => _line(answer) + "\n")));
        _output.Flush();
    }

    public void Finish()
    {
    }

    private static IEnumerable<string?> Cells(ClassifiedFile answer, int top) =>
    [
        answer.Path,
        .. Enumerable.Range(0, top).SelectMany(i => i >= answer.Ranked.Count ? (string?[])[null, null]
            : [i == 0 ? answer.Genre : answer.Ranked[i].Genre, Words.Invariant($"{answer.Ranked[i].Probability:0.######}")]),
        answer.Error,
    ];
}
