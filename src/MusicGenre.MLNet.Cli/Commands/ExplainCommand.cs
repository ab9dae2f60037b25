using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Prediction.Explaining;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>explain</c>: which moments of a file spoke for and against its genre.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private const int MomentsShown = 3;

    private readonly Argument<string> _file = new("FILE") { Description = "An audio file or a spectrogram PNG." };
    private readonly Classifiers _classifiers = new();
    private readonly Option<string?> _genre = CommonOptions.Text("--genre", "NAME", "Explain this genre instead of the most probable one.");

    private readonly Option<string?> _output = CommonOptions.Text(
        "--output", "PNG", "Draw what spoke for and against the genre over the spectrogram.", "-o");

    public ExplainCommand(Session session)
        : base(session, "explain", "Show what in a file spoke for and against the genre that it is given.")
    {
        Take(_file);
        _classifiers.AddTo(this);
        Take(_genre, _output);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("explain song.mp3 -o why.png", "which moments spoke for and against its genre"),
        new("explain song.mp3 --genre jazz", "why it is jazz, or is not"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string file = parsed.GetValue(_file)!;
        OutputFile.EnsureFoldersOf(parsed.GetValue(_output));
        using MusicGenreClassifier classifier = _classifiers.Open(parsed);
        Explanation explanation = Session.Progress.Run(
            "Explaining", _ => Explain(classifier, file, parsed.GetValue(_genre), cancellationToken));
        Session.Output.WriteLine($"{file}: {explanation.Genre}, {Words.Percent(explanation.Probability)}");
        ConsoleTable.Show(Session.Output, Moments(explanation));
        if (parsed.GetValue(_output) is not { } picture)
            return ExitCode.Success;
        explanation.SavePicture(picture);
        Session.Note($"What spoke for and against it, drawn over the spectrogram: {Path.GetFullPath(picture)}");
        return ExitCode.Success;
    }

    private static Explanation Explain(MusicGenreClassifier classifier, string file, string? genre, CancellationToken cancellationToken)
    {
        try
        {
            return classifier.Explain(file, genre is null ? null : new ExplainOptions { Genre = genre }, cancellationToken);
        }
        catch (ArgumentException exception) when (genre is not null)
        {
            throw new DatasetException($"--genre: {exception.Message}", exception);
        }
    }

    private static TextTable Moments(Explanation explanation) => new()
    {
        Columns = TextTable.ColumnsOf(2, "moment", "speaks", "odds without it"),
        Rows = [.. explanation.For.Take(MomentsShown).Concat(explanation.Against.Take(MomentsShown)).Select(moment => new Cell[]
        {
            Words.Invariant($"{moment.Start:mm\\:ss\\.f} to {moment.End:mm\\:ss\\.f}"),
            explanation.InWords(moment),
            // Evidence is by how much the logarithm of the odds falls.
            Words.Invariant($"× {Math.Exp(-moment.Evidence):0.00}"),
        })],
        Notes =
        [
            $"Covered in the spectrogram, a moment changes the odds of {explanation.Genre} by this factor: the smaller, the more it speaks "
            + "for it.",
        ],
    };
}
