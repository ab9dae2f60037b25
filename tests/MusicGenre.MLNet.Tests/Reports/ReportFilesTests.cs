using System.Text.Json;
using Microsoft.VisualBasic.FileIO;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Reports;

namespace MusicGenre.MLNet.Tests.Reports;

public class ReportFilesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Save_writes_everything_and_nothing_else()
    {
        IReadOnlyList<string> files = SampleReport.Of(4, 100).Save(_folder.Combine("a", "b"));

        Assert.That(files.Select(Path.GetFileName), Is.EqualTo(new[]
        {
            "report.html", "report.json", "answers.csv", "genres.csv", "confusion.csv", "model-card.md",
            "confusion-matrix.png", "genres.png", "reliability.png", "learning-curves.png",
        }));
        Assert.That(Directory.GetFileSystemEntries(_folder.Combine("a", "b")), Is.EquivalentTo(files));
    }

    [Test]
    public void JSON_holds_the_figures()
    {
        EvaluationReport report = SampleReport.Of(4);
        string path = _folder.Combine("r.json");
        report.SaveJson(path);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = json.RootElement;

        Assert.That(root.GetProperty("top1").GetDouble(), Is.EqualTo(report.Result.Metrics.Top1));
        Assert.That(root.GetProperty("genres")[0].GetString(), Is.EqualTo(SampleReport.Hostile));
        Assert.That(
            root.GetProperty("calibration").GetProperty("expectedErrorAfter").GetDouble(),
            Is.EqualTo(report.Calibration!.After.ExpectedError));
        Assert.That(root.GetProperty("check").GetProperty("grouping").GetString(), Is.EqualTo("Track"));
        Assert.That(root.GetProperty("duplicates").GetProperty("pairs").GetArrayLength(), Is.EqualTo(1));
        Assert.That(root.GetProperty("random").GetProperty("top1").GetDouble(), Is.EqualTo(report.Result.Metrics.Top1));
        Assert.That(root.GetProperty("mistakes").GetArrayLength(), Is.EqualTo(12));
        Assert.That(root.GetProperty("folds").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public void CSV_is_read_back_as_it_was_whatever_the_names()
    {
        EvaluationReport report = SampleReport.Of(3, 9, path: i => $"a,\"b\"\nc {i}.wav");
        string path = _folder.Combine("r.csv");
        report.SaveCsv(path);
        using var parser = new TextFieldParser(path) { HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        string[] header = parser.ReadFields()!;
        var rows = new List<string[]>();
        while (!parser.EndOfData)
            rows.Add(parser.ReadFields()!);

        string[] columns = ["track", "genre", "predicted", "right", "confidence", "calibrated_confidence", "rank_of_genre", "fold"];
        Assert.That(header, Is.EqualTo(columns
            .Concat(SampleReport.Names(3).Select(name => $"p({name})"))));
        Assert.That(rows.Select(row => row[0].Replace("\r", "")), Is.EqualTo(report.Result.Tracks.Select(track => track.Track)));
        Assert.That(rows.Count(row => row[3] == "true"), Is.EqualTo(report.Result.Metrics.Hits[0]));
        Assert.That(rows.Where(row => row[6] == "1").Select(row => row[3]), Has.All.EqualTo("true"));
        Assert.That(rows.Select(row => row.Length), Has.All.EqualTo(header.Length));
    }

    [Test]
    public void The_model_card_is_markdown_without_markup_of_names()
    {
        string path = _folder.Combine("card.md");
        SampleReport.Of(3).SaveModelCard(path);
        string card = File.ReadAllText(path);

        Assert.That(card, Does.Not.Contain("<script").And.Contain("&lt;script&gt;").And.Contain("\\|"));
        Assert.That(
            card,
            Does.Contain("## Intended use").And.Contain("no artists are known").And.Contain("taken for")
                .And.Contain("expected calibration error, 15 bins"));
        Assert.That(
            card.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Replace("\\|", "").Count(c => c == '|')),
            Has.All.EqualTo(3).Or.EqualTo(6));
    }

    [Test]
    public void A_model_card_names_no_genre_weak_that_made_no_mistake()
    {
        ScoredTrack[] tracks = [.. Enumerable.Range(0, 4).Select(
            i => new ScoredTrack($"{i}.wav", i % 2 == 0 ? "a" : "b", i % 2 == 0 ? new[] { 1f, 0 } : [0, 1f]))];
        string path = _folder.Combine("card.md");
        EvaluationResult.Create(["a", "b"], tracks, [], "by hand").ToReport().SaveModelCard(path);

        Assert.That(File.ReadAllText(path), Does.Contain("No genre stands out").And.Not.Contain("Weakest"));
    }

    [Test]
    public void Nothing_but_links_holds_a_full_path()
    {
        string data = _folder.Combine("somebody", "music");
        EvaluationReport report = SampleReport.Of(3, data: data);
        report.Save(_folder.Combine("report"));
        foreach (string file in Directory.GetFiles(_folder.Combine("report")).Where(file => Path.GetExtension(file) != ".png"))
            Assert.That(File.ReadAllText(file).Replace("../somebody/", ""), Does.Not.Contain("somebody"), file);
    }

    [Test]
    public void An_artist_filtered_split_is_one_in_JSON_and_model_card()
    {
        EvaluationReport report = SampleReport.With(new SplitCheck { Grouping = SplitGrouping.ArtistByAuthors });
        report.SaveJson(_folder.Combine("r.json"));
        report.SaveModelCard(_folder.Combine("card.md"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_folder.Combine("r.json")));
        JsonElement check = json.RootElement.GetProperty("check");
        string card = File.ReadAllText(_folder.Combine("card.md"));

        Assert.That(check.GetProperty("grouping").GetString(), Is.EqualTo("ArtistByAuthors"));
        Assert.That(
            check.GetProperty("meaning").GetString(),
            Does.Contain("grouped by artist by its authors").And.Contain("not named in the data"));
        Assert.That(check.GetProperty("warnings").GetArrayLength(), Is.Zero);
        Assert.That(card, Does.Contain("grouped by artist by its authors").And.Contain("not named in the data").And.Not.Contain("\n> "));
    }

    [Test]
    public void Mistakes_are_the_most_confident_ones_and_as_many_as_wanted()
    {
        EvaluationReport report = SampleReport.Of(4, options: new ReportOptions { Mistakes = 5 });

        Assert.That(report.Mistakes, Has.Count.EqualTo(5));
        Assert.That(report.Mistakes.Select(m => m.Confidence), Is.Ordered.Descending);
        Assert.That(report.Mistakes, Has.All.Matches<WrongTrack>(m => m.Genre != m.Predicted && m.Confidence > m.Probability));
        Assert.That(() => SampleReport.Of(4, options: new ReportOptions { Mistakes = -1 }), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Cancellation_stops_before_the_pictures()
        => Assert.That(
            () => SampleReport.Of(3).Save(_folder.Path, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Evaluating_a_folder_and_training_both_give_reports()
    {
        string data = ToneGenres.Write(_folder.Combine("music"));
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(data, new() { WorkspacePath = _folder.Combine("cache") });
        EvaluationResult other = classifier.Evaluate(data, new() { WorkspacePath = _folder.Combine("cache") });

        Assert.That(classifier.HeldOut!.ToReport().Save(_folder.Combine("held out")), Has.Count.GreaterThan(6));
        Assert.That(other.ToReport().Save(_folder.Combine("other")), Has.Count.EqualTo(8), "without a reliability diagram of a few tracks");
        Assert.That(
            File.ReadAllText(_folder.Combine("other", "report.html")),
            Does.Contain("not checked whether the classifier learned from these"));
    }
}
