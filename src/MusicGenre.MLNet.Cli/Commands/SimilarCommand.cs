using System.Collections.Concurrent;
using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Classifying;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Cli.Streaming;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>similar</c>: the files of a folder that sound most like one.</summary>
internal sealed class SimilarCommand : ToolCommand
{
    private const string Stage = "Listening";
    private const int DefaultTop = 10;

    private readonly Argument<string> _file = new("FILE") { Description = "An audio file or a spectrogram PNG." };
    private readonly Argument<string[]> _files = new("PATH")
    {
        Description = "Where to look: folders, files, @LIST or - for standard input; or the Parquet files that the command embed wrote.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _top = CommonOptions.Number("--top", "N", 1, "How many files are told. Default: 10.");
    private readonly Option<string?> _backbone = CommonOptions.Backbone();
    private readonly Option<string?> _cache = CommonOptions.Cache();
    private readonly Option<string?> _csv = CommonOptions.Text(
        "--csv", "OUT", "Write all files with their similarity to this file as CSV.");

    public SimilarCommand(Session session)
        : base(session, "similar", "Find the files that sound most like one.")
        => Take(_file, _files, _top, _backbone, _cache, _csv);

    public override IReadOnlyList<Example> Examples =>
    [
        new("similar song.mp3 ~/Music", "the ten that sound most like it; embeddings are kept for the next time"),
        new("similar song.mp3 ~/Music --csv all.csv", "all, for programs"),
        new("similar song.mp3 tracks.parquet", "among a million tracks that were embedded before"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string file = parsed.GetValue(_file)!;
        OutputFile.EnsureFoldersOf(parsed.GetValue(_csv));
        string[] places = parsed.GetValue(_files)!;
        if (Array.Exists(places, PartReader.MayBePart))
            return RunOnParts(parsed, file, places, cancellationToken);
        using Backbone backbone = BackboneCatalog.Open(parsed.GetValue(_backbone) ?? BackboneCatalog.Default);
        var similarity = new Similarity(backbone, new EmbeddingCache(parsed.GetValue(_cache)));
        float[] wanted = similarity.Embed(file, cancellationToken);
        var problems = new ConcurrentDictionary<string, string>();
        string[] others =
        [
            .. new PathSource(places, Session.Input)
                .Paths((path, reason) => problems[path] = reason, cancellationToken).Distinct()
                .Where(path => Path.GetFullPath(path) != Path.GetFullPath(file)),
        ];
        IReadOnlyDictionary<string, float[]> embedded = Embed(others, similarity, problems, cancellationToken);
        IReadOnlyList<(string Path, double Similarity)> ranked = Similarity.Rank(wanted, embedded);
        Show(parsed, ranked);
        foreach ((string path, string reason) in problems.OrderBy(problem => problem.Key, StringComparer.Ordinal))
            Session.Error.WriteLine($"{path}: {reason}");
        return ExitCode.Of(ranked.Count, problems.Count);
    }

    private int RunOnParts(ParseResult parsed, string file, string[] places, CancellationToken cancellationToken)
    {
        if (Array.Find(places, place => !PartReader.MayBePart(place)) is { } other)
            throw new ToolException($"{other} is no Parquet file: look in Parquet files, or in music, not in both.");
        var similarity = new PartSimilarity(places) { Backbone = parsed.GetValue(_backbone) };
        int? top = parsed.GetValue(_csv) is null ? parsed.GetValue(_top) ?? DefaultTop : null;
        Show(parsed, similarity.Rank(file, top, cancellationToken));
        return ExitCode.Success;
    }

    private void Show(ParseResult parsed, IReadOnlyList<(string Path, double Similarity)> ranked)
    {
        foreach ((string path, double value) in ranked.Take(parsed.GetValue(_top) ?? DefaultTop))
            Session.Results.WriteLine(Words.Invariant($"{value,6:0.000}  {path}"));
        if (parsed.GetValue(_csv) is { } csv)
            OutputFile.Write(csv, Csv.Of(
                ["path", "similarity"], ranked.Select(one => (string?[])[one.Path, Words.Invariant($"{one.Similarity:0.######}")])));
    }

    private IReadOnlyDictionary<string, float[]> Embed(
        string[] files, Similarity similarity, ConcurrentDictionary<string, string> problems, CancellationToken cancellationToken)
    {
        var embedded = new ConcurrentDictionary<string, float[]>();
        int done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        return Session.Progress.Run(Stage, TimeSpan.FromSeconds(3), report =>
        {
            Parallel.ForEach(files, parallel, path =>
            {
                try
                {
                    embedded[path] = similarity.Embed(path, cancellationToken);
                }
                catch (Exception exception) when (IsProblem(exception))
                {
                    problems[path] = Problem.OneLine(exception);
                }
                report.Show(Stage, Interlocked.Increment(ref done), files.Length);
            });
            return embedded;
        });
    }
}
