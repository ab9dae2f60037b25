using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Tests.Spectrograms;
using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Evaluation;

public sealed class ConfusionMatrixFigureTests
{
    private static readonly SKColor Full = new(0x0B, 0x2A, 0x57);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(10)]
    [TestCase(30)]
    public void NoLabelIsCutOff(int genres)
    {
        string[] names = [.. Enumerable.Range(0, genres).Select(i => i % 3 == 1 ? $"a genre with a rather long name, number {i}" : $"genre {i}")];
        int[,] counts = Counts(genres, 123456);
        foreach (string? title in new[] { null, "Title", "A title that goes on and on, and on again, until it is longer than the picture of two genres can ever be wide" })
        {
            var picture = new Picture(ConfusionMatrixFigure.Render(names, counts, title));
            Assert.That(picture.TouchesTheEdge(2), Is.False, title);
        }
    }

    [Test]
    public void TheDiagonalRunsFromTopLeftAndColoursAreSharesOfTheRow()
    {
        // Rock is always right, pop half the time; both have full colour for full shares, however few tracks there are.
        var picture = new Picture(ConfusionMatrixFigure.Render(["pop", "rock"], new[,] { { 100, 100 }, { 0, 2 } }));
        (int x, int y) = TopLeftOfTheMatrix(picture);
        Assert.That(picture[x + 10, y + 10], Is.EqualTo(picture[x + 160, y + 10]), "pop: half and half");
        Assert.That(picture[x + 10, y + 10], Is.Not.EqualTo(SKColors.White).And.Not.EqualTo(Full));
        Assert.That(picture[x + 10, y + 160], Is.EqualTo(SKColors.White), "rock is never taken for pop");
        Assert.That(picture[x + 160, y + 160], Is.EqualTo(Full), "rock is always rock");
    }

    [Test]
    public void AGenreWithoutTracksIsWhite()
    {
        var picture = new Picture(ConfusionMatrixFigure.Render(["pop", "rock"], new[,] { { 0, 0 }, { 0, 2 } }));
        (int x, int y) = TopLeftOfTheMatrix(picture);
        Assert.That((picture[x + 10, y + 10], picture[x + 160, y + 10]), Is.EqualTo((SKColors.White, SKColors.White)));
    }

    [Test]
    public void SavesTheSameAsItRenders()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "confusion.png");
        ConfusionMatrixFigure.Save(["a", "b"], Counts(2, 5), path, "Title");
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(ConfusionMatrixFigure.Render(["a", "b"], Counts(2, 5), "Title")));
    }

    [Test]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => ConfusionMatrixFigure.Render([], new int[0, 0]), Throws.ArgumentException.With.Message.StartsWith("A confusion matrix is drawn for 1…200 genres; there are 0."));
            Assert.That(() => ConfusionMatrixFigure.Render(new string[201], new int[201, 201]), Throws.ArgumentException);
            Assert.That(() => ConfusionMatrixFigure.Render(["a"], new int[1, 2]), Throws.ArgumentException.With.Message.StartsWith("The matrix is [1 × 2], but there are 1 genres."));
            Assert.That(() => ConfusionMatrixFigure.Render(["a"], new[,] { { -1 } }), Throws.ArgumentException.With.Message.StartsWith("A count is negative."));
        });
    }

    private static int[,] Counts(int genres, int most)
    {
        var random = new Random(genres);
        var counts = new int[genres, genres];
        for (int i = 0; i < genres; i++)
            for (int j = 0; j < genres; j++)
                counts[i, j] = i == j ? most : random.Next(0, most / 4);
        return counts;
    }

    /// <summary>The pixel within the frame: the first dark line as long as the matrix.</summary>
    private static (int X, int Y) TopLeftOfTheMatrix(Picture picture)
    {
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x + 300 < picture.Width; x++)
                if (Enumerable.Range(x, 300).All(at => picture[at, y].Red < 0x40))
                    return (x + 1, y + 1);
        throw new InvalidOperationException("There is no matrix in the picture.");
    }
}
