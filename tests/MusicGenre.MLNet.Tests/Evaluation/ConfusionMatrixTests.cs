using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Tests.Evaluation;

public class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Matrix = new(["a", "b", "c"], [[3, 1, 0], [0, 2, 2], [0, 0, 0]]);

    [Test]
    public void Rows_are_true_and_columns_predicted()
    {
        Assert.That((Matrix["a", "b"], Matrix["b", "a"], Matrix[1, 2], Matrix[2, 1]), Is.EqualTo((1, 0, 2, 0)));
        Assert.That((Matrix.RowTotal(0), Matrix.ColumnTotal(1), Matrix.Total, Matrix.Correct), Is.EqualTo((4, 3, 8, 5)));
    }

    [Test]
    public void Shares_are_of_the_true_genre()
    {
        Assert.That((Matrix.RowShare(0, 0), Matrix.RowShare(0, 1), Matrix.RowShare(1, 2)), Is.EqualTo((0.75, 0.25, 0.5)));
        Assert.That(Matrix.RowShare(2, 0), Is.EqualTo(0), "a genre without tracks");
    }

    [Test]
    public void Bad_arguments_are_refused()
    {
        Assert.That(() => Matrix["a", "polka"], Throws.ArgumentException.With.Message.Contains("'polka'").And.Message.Contains("a, b, c"));
        Assert.That(() => new ConfusionMatrix(["a", "b"], [[1, 2]]), Throws.ArgumentException.With.Message.Contains("2 rows of 2"));
        Assert.That(() => new ConfusionMatrix(["a", "b"], [[1, 2], [3]]), Throws.ArgumentException);
        Assert.That(() => new ConfusionMatrix(["a"], [[-1]]), Throws.ArgumentException.With.Message.Contains("negative"));
    }
}
