using System.Text.Json;
using DemoMusic;
using MusicGenre.MLNet.Cli.Tests.TestSupport;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Cli.Tests.Commands;

/// <summary>The commands that work on files, with the ready-made classifier: <c>classify</c>, <c>explain</c>, <c>spectrogram</c>.</summary>
[NonParallelizable]
public sealed class FileCommandsTests
{
    private readonly TemporaryFolder _folder = new();

    private string Track(string genre) => Path.Combine(_folder.Path, "music", genre, $"{genre}-001.wav");

    private string Bad => Path.Combine(_folder.Path, "text.wav");

    [OneTimeSetUp]
    public void ComposeOnce()
    {
        new DemoMusicLibrary(new DemoMusicOptions { TracksPerStyle = 1, Seconds = 3 }).Write(Path.Combine(_folder.Path, "music"));
        File.WriteAllText(Bad, "this is no sound");
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_file_that_cannot_be_classified_is_told_and_the_others_go_on()
    {
        ToolRun run = await ToolRun.OfAsync("classify", Bad, Track("metal"), "--top", "2");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
            Assert.That(run.Error.Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.StartsWith(Bad));
            Assert.That(run.Output, Does.StartWith(Track("metal") + ": ").And.Contain(" %, "));
            Assert.That(run.Output.Count(c => c == '%'), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Json_is_one_array_and_jsonl_a_line_for_each_file()
    {
        foreach (string format in (string[])["json", "jsonl"])
        {
            ToolRun run = await ToolRun.OfAsync("classify", Bad, Track("metal"), "--genres", "metal,ambient", "--format", format);
            string text = format == "json" ? run.Output : $"[{string.Join(',', run.Output.TrimEnd().Split('\n'))}]";
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement bad = json.RootElement[0], good = json.RootElement[1];
            Assert.Multiple(() =>
            {
                Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
                Assert.That(run.Error, Is.Empty, "the error is in the answer");
                Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(2));
                Assert.That(bad.GetProperty("path").GetString(), Is.EqualTo(Bad));
                Assert.That(bad.GetProperty("error").GetString(), Is.Not.Empty);
                Assert.That(bad.GetProperty("genre").ValueKind, Is.EqualTo(JsonValueKind.Null));
                Assert.That(
                    good.GetProperty("genre").GetString(),
                    Is.EqualTo(good.GetProperty("unknown").GetBoolean() ? "unknown" : good.GetProperty("ranked")[0].GetProperty("genre").GetString()));
                Assert.That(
                    good.GetProperty("confidence").GetSingle(),
                    Is.EqualTo(good.GetProperty("ranked")[0].GetProperty("probability").GetSingle()));
                Assert.That(good.GetProperty("ranked").GetArrayLength(), Is.EqualTo(2));
                Assert.That(good.GetProperty("error").ValueKind, Is.EqualTo(JsonValueKind.Null));
            });
        }
    }

    [Test]
    public async Task Csv_has_a_row_for_each_file()
    {
        ToolRun run = await ToolRun.OfAsync("classify", Track("techno"), Bad, "--format", "csv", "--top", "2");
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.That(lines[0].TrimEnd(), Is.EqualTo("path,genre,confidence,genre2,confidence2,error"));
        Assert.That(lines[1].Split(','), Has.Length.EqualTo(6).And.Some.EqualTo(Track("techno")));
        Assert.That(lines[2], Does.StartWith($"{Bad},,,,,"));
    }

    [TestCase("--genres", "metal,polka", "polka")]
    [TestCase("--genres", "metal", "two")]
    [TestCase("--model", "no such model.zip", "no such model.zip")]
    [TestCase("--watch", "nowhere", "--watch takes folders")]
    public async Task A_classifier_that_cannot_be_had_is_one_line_and_exit_code_1(string option, string value, string part)
        => (await ToolRun.OfAsync("classify", Track("metal"), option, value)).AssertFailed(part);

    [Test]
    public async Task An_answer_is_explained()
    {
        string picture = Path.Combine(_folder.Path, "why", "why.png");
        ToolRun run = await ToolRun.OfAsync("explain", Track("techno"), "--genres", "ambient,techno", "-o", picture);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
            Assert.That(run.Output, Does.Contain("strongly for").Or.Contain("strongly against"));
            Assert.That(run.Output, Does.Match(@"× \d+\.\d\d").And.Contain("changes the odds of").And.Not.Contain("nats"));
            Assert.That(run.Status, Does.Contain("why.png"));
            Assert.That(new FileInfo(picture), Has.Length.GreaterThan(5000));
        });
        run = await ToolRun.OfAsync("explain", Track("techno"), "--genres", "ambient,techno", "--genre", "ambient");
        Assert.That(run.Output, Does.StartWith($"{Track("techno")}: ambient"));
        (await ToolRun.OfAsync("explain", Track("techno"), "--genre", "polka")).AssertFailed("polka");
        (await ToolRun.OfAsync("explain", "no such file.wav")).AssertFailed("no such file.wav");
    }

    [Test]
    public async Task Spectrograms_are_drawn_for_networks_and_for_people()
    {
        string folder = Path.Combine(_folder.Path, "pictures");
        ToolRun run = await ToolRun.OfAsync("spectrogram", Track("blues"), Bad, Track("waltz"), "-o", folder);
        string grey = Path.Combine(folder, "blues-001.png"), figures = Path.Combine(_folder.Path, "figures");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
            Assert.That(run.Error.Trim().Split('\n'), Has.Length.EqualTo(1).And.Some.StartsWith(Bad));
            Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Is.EqualTo(new[] { grey, Path.Combine(folder, "waltz-001.png") }));
            Assert.That(SpectrogramImage.Load(grey).Height, Is.EqualTo(128));
        });
        run = await ToolRun.OfAsync("spectrogram", Track("blues"), grey, "-o", figures, "--figure", "--seconds", "1");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(Directory.GetFiles(figures).Select(Path.GetFileName), Is.EquivalentTo(new[] { "blues-001.png", "blues-001-2.png" }));
    }

    [Test]
    public async Task Backbones_are_listed_and_verified()
    {
        ToolRun list = await ToolRun.OfAsync("backbones", "list");
        Assert.That(
            list.Output,
            Does.Contain("| mobile ").And.Contain("audio, PNGs").And.Contain("efficientat/mn04_as.onnx").And.Contain("MUSICGENRE_MODELS"));
        ToolRun verified = await ToolRun.OfAsync("backbones", "verify", "mobile", "mel-statistics");
        Assert.That(verified.ExitCode, Is.EqualTo(ExitCode.Success), verified.Error);
        Assert.That(verified.Output.ReplaceLineEndings("\n"), Is.EqualTo("mobile: right\nmel-statistics: right\n"));
        (await ToolRun.OfAsync("backbones", "verify", "nonsense")).AssertFailed("nonsense");
    }
}
