using System.Globalization;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>One of the equal shares that a list of files is divided into.</summary>
/// <param name="Index">Which share, from 0.</param>
/// <param name="Count">How many shares there are.</param>
internal sealed record Shard(int Index, int Count)
{
    /// <summary>The variables that may name the share, for help and messages.</summary>
    public const string Variables = "SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX";

    /// <summary>Finds out which share is meant.</summary>
    /// <param name="named">What <c>--shard</c> says, "I/N" or "I"; null for nothing.</param>
    /// <param name="count">What <c>--shards</c> says; null for nothing.</param>
    /// <param name="environment">Gets an environment variable; null if it is not set.</param>
    /// <exception cref="ToolException">It cannot be told which share is meant.</exception>
    public static Shard Of(string? named, int? count, Func<string, string?> environment)
        => named is not null ? Named(named, count)
            : environment("SLURM_ARRAY_TASK_ID") is { Length: > 0 } slurm ? OfSlurm(slurm, count, environment)
            : environment("JOB_COMPLETION_INDEX") is { Length: > 0 } kubernetes ? Counted("JOB_COMPLETION_INDEX", kubernetes, count)
            : environment("AWS_BATCH_JOB_ARRAY_INDEX") is { Length: > 0 } aws
                ? Counted("AWS_BATCH_JOB_ARRAY_INDEX", aws, count ?? NumberOf(environment, "AWS_BATCH_JOB_ARRAY_SIZE"))
            : count is null or 1 ? new Shard(0, 1)
            : throw new ToolException(Words($"--shards {count} does not say which of them this is: add --shard I, or set {Variables}."));

    /// <inheritdoc/>
    public override string ToString() => Words($"{Index}/{Count}");

    private static Shard Named(string text, int? count)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2 || !TryNumber(parts[0], out int index) || (parts.Length == 2 && !TryNumber(parts[1], out _)))
            throw new ToolException($"--shard takes I/N, such as 0/8 for the first of eight, not '{text}'.");
        int? named = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
        if (named is not null && count is not null && named != count)
            throw new ToolException(Words($"--shard {text} and --shards {count} contradict each other. Leave one of them out."));
        if ((named ?? count) is not { } all)
            throw new ToolException($"--shard {text} does not say how many shards there are: write {text}/N, or add --shards N.");
        return Checked("--shard", index, all);
    }

    private static Shard Counted(string variable, string text, int? count)
        => !TryNumber(text, out int index) ? throw NoNumber(variable, text)
            : count is { } all ? Checked(variable, index, all)
            : throw new ToolException($"{variable} is {text}, but it is not known of how many: add --shards N.");

    // An array may begin anywhere and leave numbers out; only a regular one says by itself which share a task has.
    private static Shard OfSlurm(string text, int? count, Func<string, string?> environment)
    {
        if (!TryNumber(text, out int id))
            throw NoNumber("SLURM_ARRAY_TASK_ID", text);
        if (count is { } given)
            return Checked("SLURM_ARRAY_TASK_ID", id, given);
        if (NumberOf(environment, "SLURM_ARRAY_TASK_COUNT") is not { } tasks)
            throw new ToolException($"SLURM_ARRAY_TASK_ID is {text}, but SLURM_ARRAY_TASK_COUNT is not set: add --shards N.");
        int first = NumberOf(environment, "SLURM_ARRAY_TASK_MIN") ?? 0;
        int step = Math.Max(1, NumberOf(environment, "SLURM_ARRAY_TASK_STEP") ?? 1);
        int last = NumberOf(environment, "SLURM_ARRAY_TASK_MAX") ?? first + ((tasks - 1) * step);
        if (((last - first) / step) + 1 != tasks || (id - first) % step != 0)
            throw new ToolException(Words(
                $"The job array has {tasks} tasks between {first} and {last}, with gaps: add --shards N, and number the tasks from 0 to N - 1."));
        // What looks like a whole array of one may be one task of a larger array that is made again: it must not do all the work.
        if (tasks == 1 && id != 0)
            throw new ToolException(Words(
                $"The job array has one task only, number {id}. To make that shard of an array again, add --shards N; ")
                + "to do the whole list, add --shard 0/1.");
        return Checked("SLURM_ARRAY_TASK_ID", (id - first) / step, tasks);
    }

    private static Shard Checked(string what, int index, int count)
        => count < 1 ? throw new ToolException($"{what}: there must be at least one shard.")
            : index < count ? new Shard(index, count)
            : throw new ToolException(Words(
                $"{what}: there is no shard {index} of {count}. They are counted from 0: the last one is {count - 1}/{count}."));

    private static ToolException NoNumber(string variable, string text) => new($"{variable} is '{text}', which is no number from 0.");

    private static int? NumberOf(Func<string, string?> environment, string variable)
        => environment(variable) is not { Length: > 0 } text ? null
            : TryNumber(text, out int number) ? number
            : throw NoNumber(variable, text);

    private static bool TryNumber(string text, out int number)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
