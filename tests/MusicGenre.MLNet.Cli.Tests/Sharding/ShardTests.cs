using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Cli.Tests.Sharding;

/// <summary>Which share of a list a process does, from its command line and its environment.</summary>
public sealed class ShardTests
{
    [TestCase("0/8", null, "0/8")]
    [TestCase("7/8", null, "7/8")]
    [TestCase("3", 8, "3/8")]
    [TestCase("3/8", 8, "3/8")]
    [TestCase(null, null, "0/1")]
    [TestCase(null, 1, "0/1")]
    // What the command line says counts more than the environment.
    [TestCase("1/2", null, "1/2", "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=8")]
    [TestCase(null, null, "5/8", "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=8")]
    [TestCase(null, null, "0/8", "SLURM_ARRAY_TASK_ID=1", "SLURM_ARRAY_TASK_COUNT=8", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=8")]
    [TestCase(null, null, "2/4", "SLURM_ARRAY_TASK_ID=14", "SLURM_ARRAY_TASK_COUNT=4", "SLURM_ARRAY_TASK_MIN=10", "SLURM_ARRAY_TASK_MAX=16",
        "SLURM_ARRAY_TASK_STEP=2")]
    // A task of an array that is made again.
    [TestCase(null, 8, "5/8", "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=5", "SLURM_ARRAY_TASK_MAX=5")]
    [TestCase(null, null, "0/1", "SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=0")]
    [TestCase(null, 8, "3/8", "JOB_COMPLETION_INDEX=3")]
    [TestCase(null, 8, "3/8", "AWS_BATCH_JOB_ARRAY_INDEX=3")]
    [TestCase(null, null, "3/9", "AWS_BATCH_JOB_ARRAY_INDEX=3", "AWS_BATCH_JOB_ARRAY_SIZE=9")]
    public void A_share_is_found(string? shard, int? shards, string expected, params string[] variables)
        => Assert.That(Of(shard, shards, variables).ToString(), Is.EqualTo(expected));

    [TestCase("8/8", null, "counted from 0: the last one is 7/8")]
    [TestCase("0/0", null, "at least one shard")]
    [TestCase("-1/8", null, "--shard takes I/N")]
    [TestCase("1/2/3", null, "--shard takes I/N")]
    [TestCase("a/b", null, "--shard takes I/N")]
    [TestCase("+1/8", null, "--shard takes I/N")]
    [TestCase("3", null, "how many shards")]
    [TestCase("3/8", 9, "contradict")]
    [TestCase(null, 8, "does not say which")]
    [TestCase(null, null, "add --shards N", "JOB_COMPLETION_INDEX=3")]
    [TestCase(null, null, "add --shards N", "AWS_BATCH_JOB_ARRAY_INDEX=3")]
    [TestCase(null, null, "is not set", "SLURM_ARRAY_TASK_ID=3")]
    [TestCase(null, null, "is no number", "SLURM_ARRAY_TASK_ID=x", "SLURM_ARRAY_TASK_COUNT=8")]
    [TestCase(null, 8, "no shard 8 of 8", "SLURM_ARRAY_TASK_ID=8")]
    [TestCase(null, null, "with gaps", "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=3", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_MAX=7")]
    [TestCase(null, null, "one task only, number 5", "SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=1", "SLURM_ARRAY_TASK_MIN=5",
        "SLURM_ARRAY_TASK_MAX=5")]
    public void What_is_not_certain_is_asked_for(string? shard, int? shards, string message, params string[] variables)
        => Assert.That(() => Of(shard, shards, variables), Throws.TypeOf<ToolException>().With.Message.Contains(message));

    [Test]
    public void Shards_share_a_list_without_gaps_and_repeats()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. Enumerable.Range(0, 101).Select(i => $"music/{i}.mp3")];
        // Twice in the list, in places that belong to different shards; empty lines; ends of lines of Windows.
        string file = folder.Write("list.txt", System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", [.. paths, "", paths[0], paths[7], ""])));
        var list = TrackList.Open(file, default);
        Assert.That(list.Count, Is.EqualTo(paths.Length));
        foreach (int count in (int[])[1, 2, 7, 101, 150])
        {
            string[][] shards = [.. Enumerable.Range(0, count).Select(i => list.PathsOf(new Shard(i, count)).ToArray())];
            Assert.That(shards.SelectMany(shard => shard), Is.EquivalentTo(paths));
            Assert.That(shards.Max(shard => shard.Length) - shards.Min(shard => shard.Length), Is.LessThanOrEqualTo(1));
            Assert.That(shards.Select((_, i) => list.CountOf(new Shard(i, count))), Is.EqualTo(shards.Select(shard => shard.Length)));
        }
    }

    private static Shard Of(string? shard, int? shards, string[] variables)
    {
        Dictionary<string, string> environment = variables.Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return Shard.Of(shard, shards, environment.GetValueOrDefault);
    }
}
