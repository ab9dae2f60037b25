using System.CommandLine;
using System.Text.Json;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Prediction;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>classify</c>: tells the genres of files. Answers are written as they come.</summary>
internal sealed class ClassifyCommand : ToolCommand
{
    private readonly Argument<string[]> _files = CommonOptions.Files();
    private readonly Classifiers _classifiers = new();
    private readonly Option<int?> _top = CommonOptions.Number(
        "--top", "N", 1, "Show the N best genres of each file. Default: 5 in a table, else all.");

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "FORMAT",
        Description = "table, for people; json, one array; jsonl, a line of JSON for each file; csv. Default: table.",
    };

    public ClassifyCommand(Session session)
        : base(session, "classify", "Tell the genres of files, with the ready-made classifier or a model of your own.")
    {
        Take(_files);
        _classifiers.AddTo(this);
        Take(_top, _format);
        _format.AcceptOnlyFromAmong("table", "json", "jsonl", "csv");
    }

    protected override bool Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        using MusicGenreClassifier classifier = _classifiers.Open(parsed);
        string[] files = parsed.GetValue(_files)!;
        int? top = parsed.GetValue(_top);
        IEnumerable<PredictionResult> answers = classifier.PredictMany(files, cancellationToken);
        return parsed.GetValue(_format) switch
        {
            "json" => WriteArray(answers, top),
            "jsonl" => Each(answers, answer => JsonSerializer.Serialize(ClassifiedFile.From(answer, top), Json.Compact.ClassifiedFile)),
            "csv" => WriteCsv(answers, top ?? 1),
            _ => new AnswerView(Session, charts: files.Length <= AnswerView.MostCharts).Show(answers, top),
        };
    }

    private bool WriteArray(IEnumerable<PredictionResult> answers, int? top)
    {
        string separator = "[";
        bool all = true;
        foreach (PredictionResult answer in answers)
        {
            all &= answer.Succeeded;
            string text = JsonSerializer.Serialize(ClassifiedFile.From(answer, top), Json.Indented.ClassifiedFile);
            Session.Results.WriteLine($"{separator}\n{text}".Replace("\n", "\n  "));
            separator = ",";
        }
        Session.Results.WriteLine("]");
        return all;
    }

    private bool WriteCsv(IEnumerable<PredictionResult> answers, int top)
    {
        IEnumerable<string> numbers = Enumerable.Range(1, top).Select(i => i == 1 ? "" : Words.Invariant($"{i}"));
        Session.Results.WriteLine(Csv.Line(["path", .. numbers.SelectMany(i => (string[])[$"genre{i}", $"confidence{i}"]), "error"]));
        return Each(answers, answer => Csv.Line(
        [
            answer.Path,
            .. Enumerable.Range(0, top).SelectMany(i => Cells(answer.Prediction?.Ranked.Cast<GenreProbability?>().ElementAtOrDefault(i))),
            answer.Error,
        ]));
    }

    private static string?[] Cells(GenreProbability? genre)
        => [genre?.Genre, genre is { } known ? Words.Invariant($"{known.Probability:0.######}") : null];

    private bool Each(IEnumerable<PredictionResult> answers, Func<PredictionResult, string> line)
    {
        bool all = true;
        foreach (PredictionResult answer in answers)
        {
            all &= answer.Succeeded;
            Session.Results.WriteLine(line(answer));
        }
        return all;
    }
}
