using System.CommandLine;
using System.Globalization;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>Work on a share of a list, for clusters: the options <c>--list</c>, <c>--shard</c>, <c>--shards</c> and what belongs to
/// them.</summary>
internal sealed class ShardOptions
{
    private readonly Option<string?> _shard = CommonOptions.Text(
        "--shard",
        "I/N",
        "With --list: do every N-th path of it, from number I on, 0 to N - 1. Default: what the job's environment says "
        + "(Slurm, Kubernetes, AWS Batch), else all.");

    private readonly Option<int?> _shards = CommonOptions.Number(
        "--shards", "N", 1, "With --list: the number of shards, where the environment gives I only, and for Slurm always a good idea.");

    private readonly Option<int?> _threads = CommonOptions.Number(
        "--threads", "T", 1, "With --list: how many files are worked on at once. Default: SLURM_CPUS_PER_TASK, else all cores.");

    private readonly Option<bool> _retry = CommonOptions.Flag(
        "--retry-errors", "With --list: try the tracks of a whole part again that could not be used.");

    private readonly Option<bool> _allowErrors = CommonOptions.Flag(
        "--allow-errors",
        "With --list: exit code 0 although tracks could not be used, for schedulers that would begin again; their rows say why.");

    /// <summary>Gets the option <c>--list</c>.</summary>
    public Option<string?> List { get; } = CommonOptions.Text(
        "--list", "FILE", "Do the files of this list, a path a line, and write one Parquet file (-o PART.parquet) that can be resumed.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [List, _shard, _shards, _threads, _retry, _allowErrors];
        foreach (Option option in all)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(List) is null && all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } lone)
                result.AddError($"{lone.Name} goes with --list only.");
        });
    }

    /// <summary>Makes the part that a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">Where it writes.</param>
    /// <param name="output">The part's path.</param>
    /// <param name="open">Opens the model.</param>
    /// <param name="cancellationToken">Stops it; what was done is kept.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, Session session, string output, Func<ShardModel> open, CancellationToken cancellationToken)
    {
        Shard shard = Shard.Of(parsed.GetValue(_shard), parsed.GetValue(_shards), Environment.GetEnvironmentVariable);
        var list = TrackList.Open(parsed.GetValue(List)!, cancellationToken);
        OutputFile.EnsureFoldersOf(output);
        using ShardModel model = open();
        return new ShardRun(model, list, shard, output, session)
        {
            Threads = parsed.GetValue(_threads) ?? DefaultThreads(),
            RetryErrors = parsed.GetValue(_retry),
            AllowErrors = parsed.GetValue(_allowErrors),
        }.Run(cancellationToken);
    }

    // Slurm need not bind a task to its cores, so the process may see all of them.
    private static int DefaultThreads()
        => int.TryParse(Environment.GetEnvironmentVariable("SLURM_CPUS_PER_TASK"), CultureInfo.InvariantCulture, out int threads) && threads > 0
            ? Math.Min(threads, Environment.ProcessorCount)
            : Environment.ProcessorCount;
}
