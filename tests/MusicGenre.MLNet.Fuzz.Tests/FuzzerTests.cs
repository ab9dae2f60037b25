using MusicGenre.MLNet.Fuzz.Running;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Tests;

/// <summary>The fuzzer notices what it is there to notice, and does the same again.</summary>
public sealed class FuzzerTests
{
    [Test]
    public void Each_planted_fault_is_found_and_its_input_is_kept()
    {
        using var folder = new TemporaryFolder();
        // What is slow is tried twice, 2 s of processor time each; what takes half of this is taken for endless, on any machine.
        var run = new FuzzRun(
            new FuzzOptions { Targets = [PlantedTarget.Target], Inputs = PlantedTarget.Faults.Count, Output = folder.Path,
                MostWall = TimeSpan.FromSeconds(12) },
            TextWriter.Null);
        TargetResult result = run.Run(default).Single();
        Assert.Multiple(() =>
        {
            Assert.That(run.Findings.Select(found => $"{found.Index} {found.Kind}"), Is.EquivalentTo(PlantedTarget.Faults.Index()
                .Where(fault => fault.Item is not ("read" or "refused")).Select(fault => $"{fault.Index} {fault.Item}")));
            Assert.That(result.Inputs, Is.EqualTo(PlantedTarget.Faults.Count));
            Assert.That(result.Refused, Is.EqualTo(1));
            Assert.That(
                Directory.GetFiles(folder.Path).Select(file => File.ReadAllBytes(file).Single()),
                Is.EquivalentTo(run.Findings.Select(found => (byte)found.Index)));
        });
    }

    [TestCase("wav")]
    [TestCase("png")]
    [TestCase("csv")]
    [TestCase("cache-forged")]
    [TestCase("description")]
    [TestCase("onnx")]
    [TestCase("state-dict")]
    public void An_input_depends_on_the_seed_the_target_and_its_number_only(string name)
    {
        FuzzTarget target = FuzzTargets.Named(name);
        IReadOnlyList<byte[]> seeds = target.MakeSeeds(), again = target.MakeSeeds();
        byte[][] backwards = [.. Enumerable.Range(0, 50).Reverse().Select(i => target.Input(3, i, again))];
        Assert.Multiple(() =>
        {
            for (int i = 0; i < 50; i++)
                Assert.That(target.Input(3, i, seeds), Is.EqualTo(backwards[49 - i]), $"input {i}");
            Assert.That(backwards.Select(Convert.ToHexString).Distinct().Count(), Is.GreaterThan(40));
            Assert.That(
                Enumerable.Range(0, 50).Count(i => target.Input(4, i, seeds).AsSpan().SequenceEqual(backwards[49 - i])), Is.LessThan(10));
        });
    }

    [Test]
    public void A_run_that_is_continued_tries_what_one_run_would_have_tried()
    {
        var whole = new FuzzRun(Options(0, 3_000), TextWriter.Null);
        FuzzRun first = new(Options(0, 1_234), TextWriter.Null), second = new(Options(1_234, 1_766), TextWriter.Null);
        (long, long)[] once = Counts(whole);
        (long, long)[] twice = [.. Counts(first).Zip(Counts(second), (a, b) => (a.Item1 + b.Item1, a.Item2 + b.Item2))];
        Assert.That(twice, Is.EqualTo(once));
        Assert.That(once.Sum(count => count.Item1), Is.EqualTo(3_000).Within(1));

        static FuzzOptions Options(long start, long inputs)
            => new() { Targets = [FuzzTargets.Named("wav"), FuzzTargets.Named("head")], Seed = 5, Start = start, Inputs = inputs };

        static (long Inputs, long Refused)[] Counts(FuzzRun run) => [.. run.Run(default).Select(result => (result.Inputs, result.Refused))];
    }

    [Test]
    public void A_wrong_command_line_is_told()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => FuzzOptions.Parse(["--targets", "wav,flac"]),
                Throws.TypeOf<FuzzUsageException>().With.Message.Contains("flac"));
            Assert.That(() => FuzzOptions.Parse(["--minutes", "ten"]), Throws.TypeOf<FuzzUsageException>());
            Assert.That(() => FuzzOptions.Parse(["--hours", "1"]), Throws.TypeOf<FuzzUsageException>());
            Assert.That(FuzzOptions.Parse(["--inputs", "1000000", "--seed", "7"]), Has.Property("Inputs").EqualTo(1_000_000));
        });
    }
}
