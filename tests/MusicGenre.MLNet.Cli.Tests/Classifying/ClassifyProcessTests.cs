using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Classifying;

/// <summary><c>classify</c> as people and scripts use it: through its process.</summary>
[NonParallelizable]
public sealed class ClassifyProcessTests
{
    private static readonly string[] Keys = ["path", "genre", "confidence", "unknown", "ranked", "error"];

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Compose()
    {
        _folder = new TemporaryFolder();
        ThreeGenres.Write(_folder.Combine("music"), tracks: 2, seconds: 2);
        Directory.CreateDirectory(_folder.Combine("music", "bad"));
        _folder.Write("music/bad/text.wav", "this is no sound"u8.ToArray());
        _folder.Write("music/bad/empty.mp3", []);
        _folder.Write("music/bad/notes.txt", "nobody takes this for music"u8.ToArray());
        _folder.Write("music/cover.png", [0x89, .. "PNG"u8]);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_folder_is_classified_and_what_is_bad_in_it_is_named()
    {
        ExternalProgram run = Run("classify", "music", "--format", "json");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement[] answers = [.. json.RootElement.EnumerateArray()];
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
        Assert.That(answers.Select(Path), Is.EqualTo((string[])
        [
            "music/ambient/ambient-001.wav", "music/ambient/ambient-002.wav", "music/bad/empty.mp3", "music/bad/text.wav",
            "music/metal/metal-001.wav", "music/metal/metal-002.wav", "music/techno/techno-001.wav", "music/techno/techno-002.wav",
        ]));
        foreach (JsonElement answer in answers)
        {
            Assert.That(answer.EnumerateObject().Select(property => property.Name), Is.EqualTo(Keys));
            bool bad = Path(answer).Contains("/bad/");
            Assert.That(answer.GetProperty("error").ValueKind, Is.EqualTo(bad ? JsonValueKind.String : JsonValueKind.Null));
            Assert.That(answer.GetProperty("ranked").GetArrayLength(), bad ? Is.Zero : Is.EqualTo(45));
        }
    }

    [Test]
    public void Without_ffmpeg_each_file_says_it_shortly_and_how_to_install_it_is_said_once()
    {
        foreach (string name in new[] { "a.flac", "b.flac", "c.flac" })
            _folder.Write(name, [.. "fLaC"u8, .. new byte[2000]]);
        var start = new ProcessStartInfo("dotnet", [ToolProcess.Program, "classify", "a.flac", "b.flac", "c.flac", "music/metal"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path,
        };
        start.Environment["MUSICGENRE_FFMPEG"] = _folder.Combine("no such program");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string all = output + errors.Result;
        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), all);
        Assert.That(Regex.Count(all, "it needs the program ffmpeg, which was not found"), Is.EqualTo(3), all);
        Assert.That(Regex.Count(all, "apt-get install ffmpeg"), Is.EqualTo(1), all);
    }

    [Test]
    public void A_cover_that_is_named_gets_no_genre_and_a_spectrogram_does()
    {
        using var cover = new SkiaSharp.SKBitmap(64, 64);
        cover.Erase(SkiaSharp.SKColors.Orange);
        _folder.Write("folder.png", cover.Encode(SkiaSharp.SKEncodedImageFormat.Png, 90).ToArray());
        Assert.That(Run("spectrogram", "music/metal/metal-001.wav", "-o", "drawn").ExitCode, Is.Zero);
        ExternalProgram run = Run("classify", "folder.png", "drawn/metal-001.png", "--genres", "metal,ambient");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped), run.Error);
        Assert.That(
            run.Error + run.Output,
            Does.Contain("does not look like a spectrogram").And.Match(@"drawn/metal-001\.png: (unknown; )?(metal|ambient) \d"));
    }

    [Test]
    public void A_path_without_a_command_is_classified()
    {
        ExternalProgram run = Run("music/metal", "--genres", "metal,ambient");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Lines(run.Output), Has.Length.EqualTo(2).And.All.Match(@"^music/metal/metal-00\d\.wav: (unknown; )?(metal|ambient) \d"));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public void Paths_come_from_standard_input_and_from_lists()
    {
        _folder.Write("list.txt", "music/techno/techno-001.wav\n\nnowhere.wav\n"u8.ToArray());
        ExternalProgram run = ToolProcess.Run(
            _folder.Path, ["music/metal", "music/ambient/ambient-001.wav"], ["classify", "@list.txt", "-", "--format", "csv"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.SomeSkipped));
        Assert.That(Lines(run.Output).Select(line => line.Split(',')[0]), Is.EqualTo((string[])
        [
            "path", "music/techno/techno-001.wav", "nowhere.wav",
            "music/metal/metal-001.wav", "music/metal/metal-002.wav", "music/ambient/ambient-001.wav",
        ]));
    }

    [Test]
    public void What_stands_for_no_file_is_named()
    {
        Directory.CreateDirectory(_folder.Combine("nothing"));
        ExternalProgram run = Run("classify", "nothing", "@nowhere.txt", "--format", "jsonl");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure), "nothing could be classified");
        Assert.That(Lines(run.Output), Has.Length.EqualTo(2));
        Assert.That(run.Output, Does.Contain("The folder holds no audio files.").And.Contain("no list of files nowhere.txt"));
    }

    [Test]
    public void Genres_are_mapped_and_an_unsure_answer_is_unknown()
    {
        _folder.Write("map.txt", "# mine\nmetal = Loud\nhard rock=Loud\nHip-Hop = Loud\n* = Other\n"u8.ToArray());
        ExternalProgram run = Run("classify", "music/metal/metal-001.wav", "--map", "map.txt", "--format", "jsonl", "--min-confidence",
            "1");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement answer = json.RootElement;
        JsonElement[] ranked = [.. answer.GetProperty("ranked").EnumerateArray()];
        Assert.Multiple(() =>
        {
            Assert.That(ranked.Select(genre => genre.GetProperty("genre").GetString()), Is.EquivalentTo((string[])["Loud", "Other"]));
            Assert.That(ranked.Sum(genre => genre.GetProperty("probability").GetDouble()), Is.EqualTo(1).Within(1e-5));
            Assert.That(answer.GetProperty("genre").GetString(), Is.EqualTo("unknown"));
            Assert.That(answer.GetProperty("unknown").GetBoolean(), Is.True);
            Assert.That(answer.GetProperty("confidence").GetDouble(), Is.EqualTo(ranked[0].GetProperty("probability").GetDouble()));
        });
        _folder.Write("wrong.txt", "metal = Loud\njaz = Smooth\n"u8.ToArray());
        run = Run("classify", "music/metal/metal-001.wav", "--map", "wrong.txt");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(Lines(run.Error), Is.EqualTo((string[])
        [
            "wrong.txt, line 2: the classifier does not know the genre 'jaz'. Did you mean 'jazz'?",
        ]));
    }

    [Test]
    public void An_album_has_one_answer_the_mean_of_its_tracks()
    {
        string[] all = ["music/techno", "--format", "jsonl", "--genres", "techno,ambient,metal"];
        double[] tracks = [.. Lines(Run(["classify", .. all]).Output).Select(Techno)];
        ExternalProgram run = Run(["classify", .. all, "--per-album"]);
        string line = Lines(run.Output).Single();
        Assert.That(JsonDocument.Parse(line).RootElement.GetProperty("path").GetString(), Is.EqualTo("music/techno"));
        Assert.That(tracks, Has.Length.EqualTo(2).And.All.GreaterThan(0));
        Assert.That(Techno(line), Is.EqualTo(tracks.Average()).Within(1e-6));

        static double Techno(string line) => JsonDocument.Parse(line).RootElement.GetProperty("ranked").EnumerateArray()
            .Single(genre => genre.GetProperty("genre").GetString() == "techno").GetProperty("probability").GetDouble();
    }

    [Test]
    public void A_taggram_has_an_answer_for_each_segment()
    {
        ExternalProgram run = Run("classify", "music/metal/metal-001.wav", "--taggram", "--format", "jsonl", "--top", "2");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement segment = json.RootElement.GetProperty("segments")[0];
        Assert.That(
            segment.EnumerateObject().Select(property => property.Name),
            Is.EqualTo((string[])["start", "end", "genre", "confidence", "ranked"]));
        Assert.That(segment.GetProperty("end").GetDouble(), Is.EqualTo(2).Within(0.1));
        Assert.That(segment.GetProperty("ranked").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void The_results_file_is_whole_and_standard_output_is_empty()
    {
        ExternalProgram run = Run("classify", "music/metal", "-o", "answers.json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.Empty);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_folder.Combine("answers.json")));
        Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void Quiet_leaves_only_results_and_errors_and_verbose_says_more()
    {
        Assert.That(Run("classify", "music/bad/text.wav", "music/metal", "-q").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(1).And.Some.StartsWith("music/bad/text.wav: "));
        Assert.That(Run("classify", "music/metal", "--verbose").Error, Does.StartWith("Genres: "));
        ExternalProgram run = Run("classify", "music/metal", "--model", "nowhere.zip", "--verbose");
        Assert.That(run.Error, Does.Contain("   at MusicGenre.MLNet"), "where it comes from");
    }

    [Test]
    public void Ctrl_C_ends_it_with_130_and_says_what_was_done()
    {
        using Process process = ToolProcess.Start(_folder.Path, "classify", "-", "--format", "json");
        // More than are read ahead, so that there are answers; then it waits for the next line.
        for (int i = 0; i < 4 * Environment.ProcessorCount; i++)
            process.StandardInput.WriteLine("music/metal/metal-001.wav");
        process.StandardInput.Flush();
        string first = process.StandardOutput.ReadLine()!;
        ToolProcess.Interrupt(process);
        string output = first + process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Cancelled), error);
        Assert.That(error, Does.Match(@"^Cancelled after \d+ files?\."));
        Assert.That(JsonDocument.Parse(output).RootElement.GetArrayLength(), Is.Positive, "what was written is JSON all the same");
    }

    private ExternalProgram Run(params string[] arguments) => ToolProcess.Run(_folder.Path, arguments);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Path(JsonElement answer) => answer.GetProperty("path").GetString()!;
}
