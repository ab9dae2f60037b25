using System.Collections.Concurrent;
using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Classifying;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>similar</c>: the files of a folder that sound most like one.</summary>
internal sealed class SimilarCommand : ToolCommand
{
    private const string Stage = "Listening";

    private readonly Argument<string> _file = new("FILE") { Description = "An audio file or a spectrogram PNG." };
    private readonly Argument<string[]> _files = new("PATH")
    {
        Description = "Where to look: folders, files, @LIST or - for standard input.",
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
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string file = parsed.GetValue(_file)!;
        OutputFile.EnsureFoldersOf(parsed.GetValue(_csv));
        using Backbone backbone = BackboneCatalog.Open(parsed.GetValue(_backbone) ?? BackboneCatalog.Default);
        var similarity = new Similarity(backbone, new EmbeddingCache(parsed.GetValue(_cache)));
        float[] wanted = similarity.Embed(file, cancellationToken);
        var problems = new ConcurrentDictionary<string, string>();
        string[] others =
        [
            .. new PathSource(parsed.GetValue(_files)!, Session.Input)
                .Paths((path, reason) => problems[path] = reason, cancellationToken).Distinct()
                .Where(path => Path.GetFullPath(path) != Path.GetFullPath(file)),
        ];
        IReadOnlyDictionary<string, float[]> embedded = Embed(others, similarity, problems, cancellationToken);
        IReadOnlyList<(string Path, double Similarity)> ranked = Similarity.Rank(wanted, embedded);
        foreach ((string path, double value) in ranked.Take(parsed.GetValue(_top) ?? 10))
            Session.Results.WriteLine(Words.Invariant($"{value,6:0.000}  {path}"));
        foreach ((string path, string reason) in problems.OrderBy(problem => problem.Key, StringComparer.Ordinal))
            Session.Error.WriteLine($"{path}: {reason}");
        if (parsed.GetValue(_csv) is { } csv)
            OutputFile.Write(csv, Csv.Of(
                ["path", "similarity"], ranked.Select(one => (string?[])[one.Path, Words.Invariant($"{one.Similarity:0.######}")])));
        return ExitCode.Of(ranked.Count, problems.Count);
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
