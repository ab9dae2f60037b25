using System.Text.Json;
using CsCheck;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Tests.Evaluation;

public class EvaluationMetricsTests
{
    private const string Seed = "0N0XIzNsQ0O2";
    private const double Exact = 1e-12;
    private static readonly string[] Genres = ["blues", "jazz", "rock"];

    /// <summary>
    /// Worked by hand. Predicted: blues, jazz, jazz, rock, blues, rock. Ranks of the true genre: 1, 2, 1, 1, 3, 2.
    /// Probabilities are sums of powers of two, so that floats are exact.
    /// </summary>
    private static readonly ScoredTrack[] ByHand =
    [
        Scored("1", "blues", 0.5f, 0.25f, 0.25f),
        Scored("2", "blues", 0.25f, 0.625f, 0.125f),
        Scored("3", "jazz", 0.125f, 0.75f, 0.125f),
        Scored("4", "rock", 0f, 0f, 1f),
        Scored("5", "rock", 0.75f, 0.25f, 0f),
        Scored("6", "jazz", 0.125f, 0.375f, 0.5f),
    ];

    /// <summary>2–6 genres and 1–40 tracks with probabilities that differ.</summary>
    private static readonly Gen<(string[] Genres, ScoredTrack[] Tracks)> Answers =
        Gen.Int[2, 6].SelectMany(k => Gen.Select(Gen.Int[0, k - 1], Gen.Double[0.001, 1].Array[k]).Array[1, 40].Select(rows => (
            (string[])[.. Enumerable.Range(0, k).Select(i => $"genre {(i * 5) % 7}")],
            (ScoredTrack[])[.. rows.Select((row, t) => Scored(
            $"{t}", $"genre {(row.Item1 * 5) % 7}", [.. row.Item2.Select(p => (float)(p / row.Item2.Sum()))]))])));

    [Test]
    public void Equals_numbers_worked_by_hand()
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(Genres, ByHand);

        Assert.That(metrics.Count, Is.EqualTo(6));
        Assert.That(metrics.Top1, Is.EqualTo(3 / 6.0).Within(Exact));
        Assert.That(metrics.TopK(2), Is.EqualTo(5 / 6.0).Within(Exact));
        Assert.That(metrics.TopK(3), Is.EqualTo(1.0).Within(Exact));
        Assert.That(metrics.TopK(99), Is.EqualTo(1.0).Within(Exact));
        Assert.That(metrics.Confusion.Counts, Is.EqualTo(new[] { new[] { 1, 1, 0 }, [0, 1, 1], [1, 0, 1] }));
        Assert.That(metrics.PerGenre, Is.EqualTo(new[]
        {
            new GenreMetrics("blues", 1 / 2.0, 1 / 2.0, 1 / 2.0, 2),
            new GenreMetrics("jazz", 1 / 2.0, 1 / 2.0, 1 / 2.0, 2),
            new GenreMetrics("rock", 1 / 2.0, 1 / 2.0, 1 / 2.0, 2),
        }));
        Assert.That(metrics.MacroF1, Is.EqualTo(0.5).Within(Exact));
        double loss = -(Math.Log(0.5) + Math.Log(0.25) + Math.Log(0.75) + Math.Log(1) + Math.Log(1e-15) + Math.Log(0.375)) / 6;
        Assert.That(metrics.LogLoss, Is.EqualTo(loss).Within(Exact));
    }

    /// <summary>Unequal rows: true a a a a b b c, predicted a a a b b c a.</summary>
    [Test]
    public void Precision_recall_and_F1_are_worked_by_hand()
    {
        string[] genres = ["a", "b", "c"];
        ScoredTrack[] tracks =
            [.. "aaaabbc".Zip("aaabbca", (truth, predicted) => Scored("t", $"{truth}", [.. "abc".Select(g => g == predicted ? 1f : 0f)]))];

        EvaluationMetrics metrics = EvaluationMetrics.Compute(genres, tracks);

        Assert.That(metrics.PerGenre.Select(g => g.Precision), Is.EqualTo(new[] { 3 / 4.0, 1 / 2.0, 0.0 }).Within(Exact));
        Assert.That(metrics.PerGenre.Select(g => g.Recall), Is.EqualTo(new[] { 3 / 4.0, 1 / 2.0, 0.0 }).Within(Exact));
        Assert.That(metrics.PerGenre.Select(g => g.F1), Is.EqualTo(new[] { 3 / 4.0, 1 / 2.0, 0.0 }).Within(Exact));
        Assert.That(metrics.PerGenre.Select(g => g.Support), Is.EqualTo(new[] { 4, 2, 1 }));
        Assert.That(metrics.MacroF1, Is.EqualTo(5 / 12.0).Within(Exact));
    }

    /// <summary>True a a b, predicted a b b: a has precision 1 and recall 1/2, b the reverse.</summary>
    [Test]
    public void Precision_is_not_recall()
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(
            ["a", "b"], [Scored("1", "a", 1, 0), Scored("2", "a", 0, 1), Scored("3", "b", 0, 1)]);

        Assert.That(metrics.PerGenre[0].Precision, Is.EqualTo(1.0).Within(Exact));
        Assert.That(metrics.PerGenre[0].Recall, Is.EqualTo(0.5).Within(Exact));
        Assert.That(metrics.PerGenre[0].F1, Is.EqualTo(2 / 3.0).Within(Exact));
        Assert.That(metrics.PerGenre[1].Precision, Is.EqualTo(0.5).Within(Exact));
        Assert.That(metrics.PerGenre[1].Recall, Is.EqualTo(1.0).Within(Exact));
    }

    [Test]
    public void A_perfect_answer_scores1()
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(
            Genres, [Scored("1", "jazz", 0, 1, 0), Scored("2", "rock", 0, 0, 1), Scored("3", "blues", 1, 0, 0)]);

        Assert.That((metrics.Top1, metrics.TopK(2), metrics.MacroF1, metrics.LogLoss), Is.EqualTo((1.0, 1.0, 1.0, 0.0)));
        Assert.That(metrics.Top1Interval.Upper, Is.EqualTo(1));
        Assert.That(metrics.Top1Interval.Lower, Is.EqualTo(3 / (3 + 3.8415)).Within(1e-4), "three right answers prove little");
        Assert.That(metrics.PerGenre, Is.All.Matches<GenreMetrics>(genre => genre is { Precision: 1, Recall: 1, F1: 1, Support: 1 }));
    }

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public void Equal_probabilities_lose_the_logarithm_of_the_genres(int k)
    {
        string[] genres = [.. Enumerable.Range(0, k).Select(i => $"g{i}")];
        EvaluationMetrics metrics = EvaluationMetrics.Compute(
            genres, [.. genres.Select(genre => Scored(genre, genre, [.. genres.Select(_ => 1f / k)]))]);

        Assert.That(metrics.LogLoss, Is.EqualTo(Math.Log(k)).Within(Exact));
        Assert.That(metrics.Top1, Is.EqualTo(1.0 / k).Within(Exact), "ties go by name, so one genre is always first");
        Assert.That(metrics.TopK(2), Is.EqualTo(2.0 / k).Within(Exact));
    }

    [Test]
    public void Ties_go_by_name_whatever_the_order_of_the_genres()
    {
        ScoredTrack[] tracks = [Scored("1", "a", 0.5f, 0.5f)];
        Assert.That(EvaluationMetrics.Compute(["a", "b"], tracks).Top1, Is.EqualTo(1));
        Assert.That(EvaluationMetrics.Compute(["b", "a"], tracks).Top1, Is.EqualTo(1));
        Assert.That(EvaluationMetrics.Compute(["b", "a"], tracks).Confusion["a", "a"], Is.EqualTo(1));
    }

    [Test]
    public void A_genre_without_tracks_is_left_out_of_the_mean()
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(Genres, [Scored("1", "jazz", 0, 1, 0), Scored("2", "rock", 1, 0, 0)]);

        Assert.That(metrics.PerGenre[0], Is.EqualTo(new GenreMetrics("blues", 0, 0, 0, 0)));
        Assert.That(metrics.MacroF1, Is.EqualTo((1.0 + 0.0) / 2).Within(Exact));
    }

    [Test]
    public void Measures_obey_their_bounds() =>
        Answers.Sample(
            answers =>
            {
                EvaluationMetrics metrics = EvaluationMetrics.Compute(answers.Genres, answers.Tracks);
                double[] top = [.. Enumerable.Range(1, answers.Genres.Length).Select(metrics.TopK)];
                Assert.That(top, Is.Ordered);
                Assert.That(top[^1], Is.EqualTo(1.0));
                Assert.That(metrics.MacroF1, Is.InRange(0.0, 1.0));
                Assert.That(metrics.LogLoss, Is.GreaterThanOrEqualTo(0.0));
                Assert.That(metrics.Confusion.Total, Is.EqualTo(answers.Tracks.Length));
                Assert.That(metrics.PerGenre.Sum(genre => genre.Support), Is.EqualTo(answers.Tracks.Length));
                Assert.That((double)metrics.Confusion.Correct / answers.Tracks.Length, Is.EqualTo(metrics.Top1));
                Assert.That(metrics.Top1, Is.InRange(metrics.Top1Interval.Lower, metrics.Top1Interval.Upper));
            },
            seed: Seed, iter: 100);

    [Test]
    public void The_order_of_tracks_and_genres_does_not_matter() =>
        Answers.Sample(
            answers =>
            {
                EvaluationMetrics metrics = EvaluationMetrics.Compute(answers.Genres, answers.Tracks);
                EvaluationMetrics turned = EvaluationMetrics.Compute(
                    [.. answers.Genres.Reverse()],
                    [.. answers.Tracks.Reverse().Select(
                        track => track with { Probabilities = track.Probabilities.ToArray().Reverse().ToArray() })]);
                Assert.That(turned.Hits, Is.EqualTo(metrics.Hits));
                Assert.That(turned.MacroF1, Is.EqualTo(metrics.MacroF1));
                Assert.That(turned.LogLoss, Is.EqualTo(metrics.LogLoss));
                Assert.That(turned.Top1Interval, Is.EqualTo(metrics.Top1Interval));
                Assert.That(turned.PerGenre.Reverse(), Is.EqualTo(metrics.PerGenre));
            },
            seed: Seed, iter: 100);

    // Wilson's formula by hand, z² = 3.8415: Brown, Cai and DasGupta 2001.
    [TestCase(0, 2, 0, 0.6576)]
    [TestCase(2, 2, 0.3424, 1)]
    [TestCase(1, 2, 0.0945, 0.9055)]
    [TestCase(63, 100, 0.5322, 0.7182)]
    public void The_interval_is_Wilsons(int hits, int count, double lower, double upper)
    {
        ConfidenceInterval interval = ConfidenceInterval.OfShare(hits, count);

        Assert.That(interval.Lower, Is.EqualTo(lower).Within(5e-5));
        Assert.That(interval.Upper, Is.EqualTo(upper).Within(5e-5));
    }

    [TestCase(1, 0)]
    [TestCase(-1, 4)]
    [TestCase(5, 4)]
    public void An_interval_of_impossible_numbers_is_refused(int hits, int count)
        => Assert.That(() => ConfidenceInterval.OfShare(hits, count), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(29, true)]
    [TestCase(30, false)]
    public void Fewer_than_thirty_tracks_come_with_a_warning(int count, bool warned)
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(
            ["a", "b"], [.. Enumerable.Range(0, count).Select(i => Scored($"{i}", "a", 1, 0))]);

        Assert.That(metrics.Warning, warned ? Does.Contain("29 tracks") : Is.Null);
    }

    [Test]
    public void The_interval_is_the_same_each_time_and_as_wide_as_the_binomial_says()
    {
        ScoredTrack[] tracks = [.. Enumerable.Range(0, 2000).Select(i => Scored($"{i}", "a", i % 4 == 0 ? [0f, 1f] : [1f, 0f]))];
        EvaluationMetrics metrics = EvaluationMetrics.Compute(["a", "b"], tracks, seed: 5);

        // Normal approximation: 0.75 ± 1.96·√(0.75·0.25/2000) = 0.75 ± 0.01898; a 90 % interval would be ± 0.01593.
        Assert.That(metrics.Top1Interval.Lower, Is.EqualTo(0.75 - 0.01898).Within(0.0015));
        Assert.That(metrics.Top1Interval.Upper, Is.EqualTo(0.75 + 0.01898).Within(0.0015));
        Assert.That(metrics.Top1Interval.Level, Is.EqualTo(0.95));
        Assert.That(metrics.TopKInterval(1), Is.EqualTo(metrics.Top1Interval));
        Assert.That(metrics.TopKInterval(2).Upper, Is.EqualTo(1));
        Assert.That(metrics.TopKInterval(2).Lower, Is.EqualTo(2000 / (2000 + 3.8415)).Within(1e-6));
        Assert.That(EvaluationMetrics.Compute(["a", "b"], tracks, seed: 5).Top1Interval, Is.EqualTo(metrics.Top1Interval));
    }

    [Test]
    public void Bad_answers_are_named()
    {
        Refuses("2 probabilities, but there are 3 genres", Scored("song", "jazz", 0.5f, 0.5f));
        Refuses("'polka' is not one of blues, jazz, rock", Scored("song", "polka", 0, 1, 0));
        Refuses("the probability of 'jazz' is NaN", Scored("song", "jazz", 0.5f, float.NaN, 0.5f));
        Refuses("the probability of 'rock' is Infinity", Scored("song", "jazz", 0, 0, float.PositiveInfinity));
        Refuses("the probability of 'blues' is -0.5", Scored("song", "jazz", -0.5f, 1, 0.5f));
        Refuses("sum to 0.6 instead of 1", Scored("song", "jazz", 0.2f, 0.2f, 0.2f));

        static void Refuses(string what, ScoredTrack track) => Assert.That(
            () => EvaluationMetrics.Compute(Genres, [track]),
            Throws.ArgumentException.With.Message.Contains(what).And.Message.Contains("'song'"));
    }

    [Test]
    public void Bad_lists_are_refused()
    {
        ScoredTrack track = Scored("1", "jazz", 0, 1, 0);
        Assert.That(() => EvaluationMetrics.Compute(Genres, []), Throws.ArgumentException.With.Message.Contains("no tracks"));
        Assert.That(() => EvaluationMetrics.Compute([], [track]), Throws.ArgumentException.With.Message.Contains("genres is empty"));
        Assert.That(
            () => EvaluationMetrics.Compute(["jazz", "jazz", "rock"], [track]),
            Throws.ArgumentException.With.Message.Contains("'jazz' is listed twice"));
        Assert.That(
            () => EvaluationMetrics.Compute(["jazz", "", "rock"], [track]), Throws.ArgumentException.With.Message.Contains("no name"));
        Assert.That(() => EvaluationMetrics.Compute(Genres, [track]).TopK(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Results_survive_JSON()
    {
        EvaluationResult result = EvaluationResult.Create(Genres, ByHand, [new SkippedFile("/x.wav", "empty")], "20 % held out", seed: 3);

        string json = JsonSerializer.Serialize(result);
        EvaluationResult back = JsonSerializer.Deserialize<EvaluationResult>(json)!;

        Assert.That(JsonSerializer.Serialize(back), Is.EqualTo(json));
        Assert.That(json, Does.Contain("\"Top1\":0.5").And.Contain("\"MacroF1\":0.5"));
        Assert.That(back.Metrics.TopK(2), Is.EqualTo(result.Metrics.TopK(2)));
        Assert.That(back.Metrics.Confusion["blues", "jazz"], Is.EqualTo(1));
        Assert.That(back.Tracks[4].Probabilities.ToArray(), Is.EqualTo(new[] { 0.75f, 0.25f, 0f }));
        Assert.That(back.Skipped, Is.EqualTo(result.Skipped));
    }

    private static ScoredTrack Scored(string track, string genre, params float[] probabilities) => new(track, genre, probabilities);
}
