using System.Net;
using System.Text.RegularExpressions;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Reports;

namespace MusicGenre.MLNet.Tests.Reports;

public partial class HtmlReportTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public void Names_are_encoded_wherever_they_stand()
    {
        string page = Page(SampleReport.Of(5, options: new ReportOptions { Title = SampleReport.Hostile }));

        Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("<i>broken").And.Not.Contain("a<b.wav"));
        Assert.That(
            page, Does.Contain(WebUtility.HtmlEncode(SampleReport.Hostile)).And.Contain("&lt;i&gt;broken&lt;/i&gt;.wav").And.Contain("日本"));
        Assert.That(page, Does.Contain("no &quot;sound&quot; &amp; too short"));
    }

    [TestCase(2)]
    [TestCase(30)]
    [TestCase(201)]
    public void Every_element_that_is_opened_is_closed(int genres)
    {
        string page = Page(SampleReport.Of(genres));
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(page))
        {
            string name = tag.Groups["name"].Value;
            if (name is "meta" or "input" or "br" or "img" || tag.Value.EndsWith("/>", StringComparison.Ordinal))
                continue;
            if (tag.Groups["end"].Length == 0)
                open.Push(name);
            else
                Assert.That(name, Is.EqualTo(open.Pop()), page[Math.Max(0, tag.Index - 200)..tag.Index]);
        }
        Assert.That(open, Is.Empty);
    }

    [Test]
    public void A_report_of_a_thousand_genres_is_written_and_its_page_lists_mistakes_in_place_of_a_matrix()
    {
        EvaluationReport report = SampleReport.Of(1_000, 2_000);

        IReadOnlyList<string> files = report.Save(_folder.Path);

        Assert.That(files.Select(Path.GetFileName), Does.Not.Contain("confusion-matrix.png").And.Not.Contain("genres.png"));
        Assert.That(files, Is.All.Exist);
        Assert.That(new FileInfo(_folder.Combine("report.html")).Length, Is.LessThan(5_000_000));
        Assert.That(File.ReadAllText(_folder.Combine("report.html")), Does.Contain("genres has no room on a page"));
        Assert.That(File.ReadAllLines(_folder.Combine("confusion.csv")), Has.Length.EqualTo(1_001));
    }

    [Test]
    public void Nothing_is_fetched_from_elsewhere()
    {
        string page = Page(SampleReport.Of(4));

        Assert.That(page, Does.Not.Contain("http").And.Not.Contain("<link").And.Not.Contain("@import").And.Not.Contain("url("));
        Assert.That(Source().Matches(page).Select(m => m.Groups["address"].Value), Has.All.Matches<string>(
            address => address.StartsWith("..", StringComparison.Ordinal)
                || address.StartsWith("data:image/jpeg;base64,", StringComparison.Ordinal)));
        Assert.That(page, Does.Contain("prefers-color-scheme: dark").And.Contain("width=device-width"));
    }

    [Test]
    public void Links_lead_to_the_files_whatever_their_names()
    {
        string music = Directory.CreateDirectory(_folder.Combine("music #1 100%", "genre")).FullName;
        string[] names = ["it's 50% é 日本 #1 & \"more\".wav", "plain.wav", "q?.wav"];
        for (int i = 0; i < names.Length; i++)
            ToneGenres.Compose("high", 1, i).SaveWav(Path.Combine(music, names[i]));
        EvaluationReport report = SampleReport.Of(
            2, 9, _folder.Combine("music #1 100%"), path: i => i % 3 == 0 ? $"genre/{names[i / 3]}" : $"right {i}.wav");

        string page = Page(report, "page");

        string[] links = [.. Link().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value))];
        Assert.That(links, Has.Length.EqualTo(3));
        foreach ((string link, WrongTrack wrong) in links.Zip(report.Mistakes))
        {
            string file = new Uri(new Uri("file://" + _folder.Combine("page") + "/"), link).LocalPath;
            Assert.That(file, Is.EqualTo(_folder.Combine("music #1 100%", wrong.Track)));
            Assert.That(File.Exists(file), Is.True, file);
        }
        Assert.That(page, Does.Contain("data:image/jpeg;base64,"), "thumbnails are in the page");
    }

    [Test]
    public void A_diagram_of_a_few_tracks_is_replaced_by_a_reason()
    {
        Assert.That(
            Page(SampleReport.Of(3, 99)), Does.Contain("There is no diagram: with 99 tracks").And.Not.Contain("Reliability diagram"));
        Assert.That(Page(SampleReport.Of(3, 100)), Does.Contain("Reliability diagram").And.Not.Contain("There is no diagram"));
    }

    [Test]
    public void Praise_is_not_written_beside_a_warning()
    {
        Assert.That(
            Page(SampleReport.With(new SplitCheck { Grouping = SplitGrouping.Artist })),
            Does.Contain("class=\"fine\"").And.Not.Contain("class=\"warn\""));
        Assert.That(
            Page(SampleReport.With(new SplitCheck { Grouping = SplitGrouping.Track })),
            Does.Contain("class=\"warn\"").And.Not.Contain("class=\"fine\""));
    }

    [Test]
    public void A_file_that_has_gone_leaves_a_card_without_picture()
        => Assert.That(Page(SampleReport.Of(3)), Does.Contain("No picture").And.Contain("Most confidently wrong"));

    [Test]
    public void The_page_says_what_the_figures_are()
    {
        EvaluationReport report = SampleReport.Of(3);
        string page = Page(report);

        Assert.That(page, Does.Contain($"<strong>{100 * report.Result.Metrics.Top1:0.0}&nbsp;%</strong>".Replace(',', '.')));
        Assert.That(page, Does.Contain("95 % interval").And.Contain("among the first three").And.Contain("15 bins"));
        Assert.That(page, Does.Contain("no artists are known").And.Contain("With a random split").And.Contain("a&lt;b.wav"));
        Assert.That(page, Does.Contain("Learning curves").And.Contain("fold 2: epoch 7 of 12 kept"));
    }

    [Test]
    public void An_artist_filtered_split_is_said_to_be_one_without_a_warning()
    {
        string page = Page(SampleReport.With(new SplitCheck { Grouping = SplitGrouping.ArtistByAuthors }));

        Assert.That(page, Does.Contain("grouped by artist by its authors").And.Contain("not named in the data"));
        Assert.That(
            page,
            Does.Not.Contain("class=\"warn\"").And.Not.Contain("no artists are known").And.Not.Contain("Where every artist is unknown"));
    }

    [Test]
    public void Results_put_together_by_hand_say_that_nothing_is_known()
    {
        var byHand = SampleReport.Folds(3, 12).Pooled with { Origin = null };

        Assert.That(Page(byHand.ToReport()), Does.Contain("put together by hand"));
        Assert.That(Page((byHand with { Tracks = [.. byHand.Tracks.Take(4)] }).ToReport()), Does.Contain("too few tracks"));
    }

    private string Page(EvaluationReport report, string folder = "page")
    {
        string path = Path.Combine(Directory.CreateDirectory(_folder.Combine(folder)).FullName, "report.html");
        report.SaveHtml(path);
        return File.ReadAllText(path);
    }

    [GeneratedRegex("<(?<end>/?)(?<name>[a-zA-Z0-9]+)[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("src=\"(?<address>[^\"]*)\"")]
    private static partial Regex Source();

    [GeneratedRegex("<a href=\"(?<address>[^\"]*)\"")]
    private static partial Regex Link();
}
