using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation.Duplicates;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>duplicates</c>: finds near-identical recordings.</summary>
internal sealed class DuplicatesCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _csv = CommonOptions.Text("--csv", "OUT", "Write the pairs to this file as CSV.");
    private readonly Option<string?> _cache = CommonOptions.Cache();

    public DuplicatesCommand(Session session)
        : base(session, "duplicates", "Find near-identical recordings in a folder of music, within genres and across.")
    {
        Take(_data, _csv, _cache);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("duplicates music --csv pairs.csv", "near-identical recordings, as a table for programs too"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        OutputFile.EnsureFoldersOf(parsed.GetValue(_csv));
        GenreDataset dataset = GenreDataset.Open(
            parsed.GetValue(_data)!, new DatasetOptions { RequireTrainable = false }, cancellationToken);
        var cache = new EmbeddingCache(parsed.GetValue(_cache));
        DuplicateReport found = Session.Progress.Run(
            report => DuplicateFinder.Find(dataset, null, cache, report, cancellationToken));
        new TrustView(Session.Output).Show(found);
        if (parsed.GetValue(_csv) is { } csv)
            OutputFile.Write(
                csv, Csv.Of(["first", "second", "first_genre", "second_genre", "correlation", "offset_seconds"], found.Pairs.Select(Row)));
        return ExitCode.Success;
    }

    private static IEnumerable<string> Row(DuplicatePair pair) =>
    [
        pair.First, pair.Second, pair.FirstGenre, pair.SecondGenre,
        Words.Invariant($"{pair.Correlation:0.####}"), Words.Invariant($"{pair.Offset.TotalSeconds:0.###}"),
    ];
}
