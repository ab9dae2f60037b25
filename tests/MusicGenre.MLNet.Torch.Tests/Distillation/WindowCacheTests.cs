using MusicGenre.MLNet.Backbones;
using Distill.Distillation;
using MusicGenre.MLNet.Torch.Tests.TestSupport;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

public sealed class WindowCacheTests : TorchTest
{
    private static readonly WindowOptions Options = new() { Seconds = 3, ValidationShare = 0.3 };

    private TemporaryFolder _folder = null!;
    private Teacher _teacher = null!;
    private IReadOnlyList<MusicSource> _music = null!;

    [SetUp]
    public void MakeMusic()
    {
        _folder = new TemporaryFolder();
        _teacher = ToyTeacher.Open(_folder.Path);
        _music = ToyTeacher.Music(_folder.Path, 8);
    }

    [TearDown]
    public void RemoveMusic()
    {
        _teacher.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Windows_are_cut_varied_and_split_by_group()
    {
        WindowSet set = Prepare();

        Assert.That((set.Mels, set.Frames), Is.EqualTo((128, 1 + 3 * 22_050 / 512)));
        Assert.That(set.Validation.Select(window => window.Kind), Is.All.EqualTo(WindowKind.Plain));
        Assert.That(set.ValidationCount % 2, Is.Zero, "two windows fit into a file, and a file is on one side");
        int files = set.Train.Count(window => window.Kind == WindowKind.Plain) / 2;
        Assert.That(files, Is.InRange(2, 6));
        Assert.That(set.Train.Count(window => window.Kind == WindowKind.Equalized), Is.EqualTo(files));
        Assert.That(set.Train.Count(window => window.Kind == WindowKind.Mixed), Is.EqualTo(files));
        Assert.That(files + set.ValidationCount / 2, Is.EqualTo(8));
        Assert.That(set.HoursByCollection["even"], Is.EqualTo(4 * 2 * 3 / 3600.0).Within(1e-9));
        Assert.That(set.Blocks.Select(block => (block.Output.Name, block.Start)), Is.EqualTo(new[] { ("embedding", 0), ("logits", set.Blocks[0].Output.Size) }));
        Assert.That(set.Train.SelectMany(window => window.Targets[set.Blocks[1].Start..]).Select(tag => (double)tag), Is.All.InRange(0, 1),
            "tags are probabilities");
    }

    [Test]
    public void What_was_made_once_is_read_again()
    {
        WindowSet first = Prepare();
        var reports = new List<PreparationProgress>();
        WindowSet second = Prepare(new InlineProgress<PreparationProgress>(reports.Add));

        Assert.That(reports.Max(report => report.FromCache), Is.EqualTo(8));
        Assert.That(second.Train.Select(window => window.Pixels), Is.EqualTo(first.Train.Select(window => window.Pixels)));
        Assert.That(second.Train.Select(window => window.Targets), Is.EqualTo(first.Train.Select(window => window.Targets)));
    }

    [Test]
    public void A_damaged_file_of_the_cache_is_made_anew()
    {
        WindowSet first = Prepare();
        string damaged = Directory.GetFiles(_folder.Combine("cache")).Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..100]);
        var reports = new List<PreparationProgress>();
        WindowSet second = Prepare(new InlineProgress<PreparationProgress>(reports.Add));

        Assert.That(reports.Max(report => report.FromCache), Is.EqualTo(7));
        Assert.That(second.TrainCount, Is.EqualTo(first.TrainCount));
        Assert.That(new FileInfo(damaged).Length, Is.GreaterThan(100));
    }

    [Test]
    public void Bad_files_are_named_and_left_out()
    {
        string text = _folder.Combine("notes.wav");
        File.WriteAllText(text, "no music");
        _music = [.. _music, new MusicSource(text, "notes", "odd")];

        WindowSet set = Prepare();

        Assert.That(set.Problems.Single().Path, Is.EqualTo(text));
        Assert.That(set.Problems.Single().Reason, Is.Not.Empty);
        Assert.That(set.TrainCount, Is.GreaterThan(0));
    }

    [Test]
    public void Nothing_to_validate_with_is_an_error_that_says_so()
    {
        _music = [.. _music.Take(1)];
        Assert.That(() => Prepare(), Throws.ArgumentException.With.Message.Contains("to validate with"));
    }

    [Test]
    public void A_teacher_without_the_output_is_refused()
        => Assert.That(() => ToyTeacher.Open(_folder.Path, "taste"),
            Throws.TypeOf<BackboneException>().With.Message.Contains("no output taste"));

    private WindowSet Prepare(IProgress<PreparationProgress>? progress = null)
        => new WindowCache(_folder.Combine("cache")).Prepare(_music, [_teacher], Options, progress);
}
