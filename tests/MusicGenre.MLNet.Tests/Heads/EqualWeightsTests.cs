using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Tests.Heads;

public sealed class EqualWeightsTests
{
    [Test]
    public void The_squares_of_each_part_add_up_to_the_same()
    {
        using Backbone both = BackboneCatalog.Open("mobile+mel-statistics"), one = BackboneCatalog.Open("mobile");

        IReadOnlyList<float> weights = EqualWeights.Of(both.Parts)!;

        Assert.That(EqualWeights.Of(one.Parts), Is.Null);
        Assert.That(weights, Has.Count.EqualTo(768 + 896));
        Assert.That(weights.Take(768).Sum(weight => weight * weight), Is.EqualTo(832).Within(0.1));
        Assert.That(weights.Skip(768).Sum(weight => weight * weight), Is.EqualTo(832).Within(0.1));
    }

    [Test]
    public void A_head_with_weights_is_the_head_of_weighted_values()
    {
        float[] weights = [2, 0.5f, 1];
        LabeledRows plain = Rows(value => value);
        var options = new GenreClassificationOptions { L2Candidates = [1] };

        TrainedHead weighted = Train(plain, options with { FeatureWeights = weights });

        // By hand: standardize, multiply, and train on that without another standardization is what it must be; multiplying before the
        // standardization changes nothing.
        TrainedHead before = Train(Rows(row => [.. row.Zip(weights, (a, b) => a * b)]), options), unweighted = Train(plain, options);
        float[] probe = plain.Rows[3].Embedding;
        Assert.That(before.Linear.Score([.. probe.Zip(weights, (a, b) => a * b)]), Is.EqualTo(unweighted.Linear.Score(probe)).Within(1e-4));
        Assert.That(weighted.Linear.Score(probe), Is.Not.EqualTo(unweighted.Linear.Score(probe)).Within(1e-3));
        // Without a penalty the solution does not depend on the weights; with a strong one the stronger value decides.
        Assert.That(Share(Train(plain, options with { L2Candidates = [300], FeatureWeights = [10, 0.1f, 0.1f] }), plain), Is.GreaterThan(0.99));
        Assert.That(Share(Train(plain, options with { L2Candidates = [300], FeatureWeights = [0.1f, 10, 0.1f] }), plain), Is.LessThan(0.01));
    }

    [Test]
    public void ML_net_gives_the_same_probabilities_as_the_hot_path()
    {
        LabeledRows rows = Rows(value => value);
        var options = new GenreClassificationOptions { L2Candidates = [1], FeatureWeights = [2, 0.5f, 1] };
        var mlContext = new MLContext(1);
        TrainedHead head = Train(rows, options);

        IDataView scored = head.Transformer(mlContext).Transform(rows.ToDataView(mlContext, options, rows.Rows));

        Assert.That(scored.Schema.Select(column => column.Name), Has.No.Member("EmbeddingStandardized"));
        float[][] scores = [.. mlContext.Data.CreateEnumerable<Scored>(scored, false, ignoreMissingColumns: true).Select(row => row.Score)];
        Assert.That(scores[3], Is.EqualTo(head.Linear.Score(rows.Rows[3].Embedding)).Within(1e-5));
    }

    // How much of the change of the odds the first of three values makes, in standardized values.
    private static double Share(TrainedHead head, LabeledRows rows)
    {
        (float[] weights, _) = head.Linear.Unstandardized();
        double[] sizes = [.. Enumerable.Range(0, 3).Select(i => Math.Abs(weights[i]) * Deviation(rows, i))];
        return sizes[0] / sizes.Sum();
    }

    private static double Deviation(LabeledRows rows, int value)
    {
        double mean = rows.Rows.Average(row => row.Embedding[value]);
        return Math.Sqrt(rows.Rows.Average(row => Math.Pow(row.Embedding[value] - mean, 2)));
    }

    private static TrainedHead Train(LabeledRows rows, GenreClassificationOptions options)
        => new GenreClassificationTrainer(new MLContext(1), options).Train(rows, null);

    private static LabeledRows Rows(Func<float[], float[]> change)
    {
        var random = new Random(4);
        return new LabeledRows(
            [.. Enumerable.Range(0, 60).Select(i => new LabeledEmbedding
            {
                Embedding = change(
                    [(i % 2) + (float)random.NextDouble(), (20 * (i % 2)) + (30 * (float)random.NextDouble()), (float)random.NextDouble()]),
                Label = i % 2 == 0 ? "even" : "odd",
                Group = $"{i}",
            })],
            ["even", "odd"]);
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
