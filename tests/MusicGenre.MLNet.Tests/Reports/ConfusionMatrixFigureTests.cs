using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Tests.Spectrograms;
using MusicGenre.MLNet.Tests.Spectrograms.Figures;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Reports;

public sealed class ConfusionMatrixFigureTests
{
    private static readonly SKColor Full = new(0x0B, 0x2A, 0x57);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    [TestCase(30)]
    public void No_label_is_cut_off(int genres)
    {
        string[] names =
            [.. Enumerable.Range(0, genres).Select(i => i % 3 == 1 ? $"a genre with a rather long name, number {i}" : $"genre {i}")];
        int[][] counts = Counts(genres, 123456);
        const string LongTitle =
            "A title that goes on and on, and on again, until it is longer than the picture of two genres can ever be wide";
        foreach (string? title in new[] { null, "Title", LongTitle })
        {
            var picture = new Picture(new ConfusionMatrix(names, counts).RenderPicture(title));
            Assert.That(picture.TouchesTheEdge(2), Is.False, title);
        }
    }

    [Test]
    public void The_diagonal_runs_from_top_left_and_colours_are_shares_of_the_row()
    {
        // Rock is always right, pop half the time; both have full colour for full shares, however few tracks there are.
        var picture = new Picture(new ConfusionMatrix(["pop", "rock"], [[100, 100], [0, 2]]).RenderPicture());
        (int x, int y) = TopLeftOfTheMatrix(picture);
        Assert.That(picture[x + 10, y + 10], Is.EqualTo(picture[x + 160, y + 10]), "pop: half and half");
        Assert.That(picture[x + 10, y + 10], Is.Not.EqualTo(SKColors.White).And.Not.EqualTo(Full));
        Assert.That(picture[x + 10, y + 160], Is.EqualTo(SKColors.White), "rock is never taken for pop");
        Assert.That(picture[x + 160, y + 160], Is.EqualTo(Full), "rock is always rock");
    }

    [Test]
    public void A_genre_without_tracks_is_white()
    {
        var picture = new Picture(new ConfusionMatrix(["pop", "rock"], [[0, 0], [0, 2]]).RenderPicture());
        (int x, int y) = TopLeftOfTheMatrix(picture);
        Assert.That((picture[x + 10, y + 10], picture[x + 160, y + 10]), Is.EqualTo((SKColors.White, SKColors.White)));
    }

    [Test]
    public void Saves_the_same_as_it_renders()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "confusion.png");
        var matrix = new ConfusionMatrix(["a", "b"], Counts(2, 5));
        matrix.SavePicture(path, "Title");
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(matrix.RenderPicture("Title")));
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        string[] names = [.. Enumerable.Range(0, 201).Select(i => $"{i}")];
        Assert.Multiple(() =>
        {
            Check(names, Counts(201, 1), "A confusion matrix is drawn for 1…200 genres; there are 201.");
            Check([], [], "The list of genres is empty.");
            Check(["a"], [[1, 2]], "There are 1 genres, so the counts must be 1 rows of 1.");
            Check(["a"], [[-1]], "A count is negative");
        });

        static void Check(string[] genres, int[][] counts, string message) =>
            Assert.That(
                () => new ConfusionMatrix(genres, counts).RenderPicture(), Throws.ArgumentException.With.Message.StartsWith(message));
    }

    private static int[][] Counts(int genres, int most)
    {
        var random = new Random(genres);
        return [.. Enumerable.Range(0, genres).Select(
            i => Enumerable.Range(0, genres).Select(j => i == j ? most : random.Next(0, most / 4)).ToArray())];
    }

    /// <summary>The pixel within the frame: the first dark line as long as the matrix.</summary>
    private static (int X, int Y) TopLeftOfTheMatrix(Picture picture)
    {
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x + 300 < picture.Width; x++)
                if (Enumerable.Range(x, 300).All(at => picture[at, y].Red < 0x40))
                    return (x + 2, y + 2);
        throw new InvalidOperationException("There is no matrix in the picture.");
    }
}
