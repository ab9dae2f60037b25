using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Tests.Evaluation;

public class CrossValidationResultTests
{
    private static readonly SkippedFile Bad = new("/bad.wav", "empty");

    [Test]
    public void Pools_the_tracks_of_all_folds()
    {
        CrossValidationResult result = CrossValidationResult.Pool(
            [Fold("fold 1", ["a", "b"], ("1", 1f), ("2", 0f)), Fold("fold 2", ["a", "b"], ("3", 1f))], "2 folds");

        Assert.That(result.Pooled.Metrics.Count, Is.EqualTo(3));
        Assert.That(result.Pooled.Metrics.Top1, Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(result.Pooled.Skipped, Is.EqualTo(new[] { Bad }), "named once");
        Assert.That(result.Pooled.Split, Is.EqualTo("2 folds"));
        Assert.That(result.Folds.Select(fold => fold.Result.Metrics.Top1), Is.EqualTo(new[] { 0.5, 1.0 }));
    }

    [Test]
    public void Folds_that_do_not_fit_together_are_refused()
    {
        Assert.That(() => CrossValidationResult.Pool([], "none"), Throws.ArgumentException);
        Assert.That(
            () => CrossValidationResult.Pool([Fold("fold 1", ["a", "b"], ("1", 1f)), Fold("fold 2", ["a", "c"], ("2", 1f))], "x"),
            Throws.ArgumentException.With.Message.Contains("'fold 2' has the genres a, c"));
        Assert.That(
            () => CrossValidationResult.Pool([Fold("fold 1", ["a", "b"], ("1", 1f)), Fold("fold 2", ["a", "b"], ("1", 1f))], "x"),
            Throws.ArgumentException.With.Message.Contains("'1' was tested 2 times"));
    }

    private static FoldResult Fold(string name, string[] genres, params (string Track, float A)[] tracks) =>
        new(name, EvaluationResult.Create(
            genres, [.. tracks.Select(track => new ScoredTrack(track.Track, "a", new[] { track.A, 1 - track.A }))], [Bad], name));
}
