using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Tests.Heads;

public class GenreClassificationTrainerTests
{
    private const int Size = 4;

    private sealed class Row
    {
        [VectorType(Size)]
        public float[] Embedding { get; set; } = [];

        public string Label { get; set; } = "";

        public string Artist { get; set; } = "";

        public bool IsCopy { get; set; }
    }

    private sealed class Scored
    {
        [VectorType(Size)]
        public float[] Embedding { get; set; } = [];

        public float[] Score { get; set; } = [];

        public string PredictedLabel { get; set; } = "";
    }

    [Test]
    public void Fit_separable_genres_predicts_them()
    {
        (MLContext ml, IDataView data) = Data(1);

        IDataView scored = Pipeline(ml, new GenreClassificationOptions()).Fit(data).Transform(data);

        List<Scored> rows = [.. ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false)];
        Assert.That(rows.Select(r => r.PredictedLabel), Is.EqualTo(Rows(1).Select(r => r.Label)));
        Assert.That(rows.Select(r => r.Score.Sum()), Is.All.EqualTo(1).Within(1e-5));
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Score"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(n => n.ToString()), Is.EqualTo(new[] { "blues", "jazz", "rock" }));
    }

    [Test]
    public void Linear_head_gives_the_scores_of_the_ML_net_transformer()
    {
        (MLContext ml, IDataView data) = Data(2, noise: 3);
        ITransformer model = Pipeline(ml, new GenreClassificationOptions()).Fit(data);

        LinearHead head = LinearHead.Extract([model]);

        foreach (Scored row in ml.Data.CreateEnumerable<Scored>(model.Transform(data), reuseRowObject: false))
            Assert.That(head.Score(row.Embedding), Is.EqualTo(row.Score).Within(1e-5f));
    }

    [Test]
    public void Linear_head_unstandardized_gives_the_same_scores_of_plain_values()
    {
        (MLContext ml, IDataView data) = Data(2, noise: 3);
        LinearHead head = LinearHead.Extract([Pipeline(ml, new GenreClassificationOptions()).Fit(data)]);

        (float[] weights, float[] biases) = head.Unstandardized();

        foreach (Row row in Rows(2, noise: 3))
        {
            double[] powers = [.. Enumerable.Range(0, biases.Length)
                .Select(g => Math.Exp(biases[g] + row.Embedding.Select((value, i) => (double)value * weights[(g * Size) + i]).Sum()))];
            Assert.That(powers.Select(p => p / powers.Sum()), Is.EqualTo(head.Score(row.Embedding)).Within(1e-5));
        }
    }

    [Test]
    public void Fit_twice_gives_the_same_model()
    {
        (MLContext ml, IDataView data) = Data(3, noise: 3);
        float[] probe = [1, -1, 0.5f, 2];

        float[] first = LinearHead.Extract([Pipeline(ml, new GenreClassificationOptions()).Fit(data)]).Score(probe);
        float[] second = LinearHead.Extract([Pipeline(ml, new GenreClassificationOptions()).Fit(data)]).Score(probe);

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void Fit_tells_the_metrics_of_each_candidate_and_keeps_the_lowest_log_loss()
    {
        (MLContext ml, IDataView data) = Data(4, noise: 6);
        var told = new List<RegularizationTrial>();
        var options = new GenreClassificationOptions { L2Candidates = [100, 0.01f, 1], MetricsCallback = told.Add, GroupColumnName = "Artist" };

        LinearHead chosen = LinearHead.Extract([Pipeline(ml, options).Fit(data)]);

        Assert.That(told.Select(t => t.L2Regularization), Is.EqualTo(new[] { 0.01f, 1, 100 }));
        Assert.That(told.Select(t => t.Accuracy), Is.All.InRange(0, 1));
        float best = told.MinBy(t => t.LogLoss)!.L2Regularization;
        LinearHead alone = LinearHead.Extract([Pipeline(ml, options with { L2Candidates = [best] }).Fit(data)]);
        float[] probe = [3, 0, 1, -2];
        Assert.That(chosen.Score(probe), Is.EqualTo(alone.Score(probe)));
    }

    [Test]
    public void Fit_copies_that_are_like_their_tracks_change_nothing([Values(1, 4)] int copies)
    {
        var ml = new MLContext(1);
        List<Row> tracks = Rows(7, noise: 6);
        Row[] all = [.. tracks, .. from row in tracks
                                   from copy in Enumerable.Range(0, copies)
                                   select new Row { Embedding = row.Embedding, Label = row.Label, Artist = row.Artist, IsCopy = true }];
        var told = new List<RegularizationTrial>();
        var options = new GenreClassificationOptions { L2Candidates = [0.3f, 30], GroupColumnName = "Artist", MetricsCallback = told.Add };

        ITransformer without = Pipeline(ml, options).Fit(ml.Data.LoadFromEnumerable(tracks));
        ITransformer with = Pipeline(ml, options with { CopyColumnName = "IsCopy" }).Fit(ml.Data.LoadFromEnumerable(all));
        ITransformer mistaken = Pipeline(ml, options).Fit(ml.Data.LoadFromEnumerable(all));

        float[] probe = [3, 0, 1, -2];
        float[] expected = LinearHead.Extract([without]).Score(probe);
        Assert.That(LinearHead.Extract([with]).Score(probe), Is.EqualTo(expected).Within(2e-3f));
        Assert.That(told[2].LogLoss, Is.EqualTo(told[0].LogLoss).Within(2e-3));
        Assert.That(told[3].LogLoss, Is.EqualTo(told[1].LogLoss).Within(2e-3));
        Assert.That(LinearHead.Extract([mistaken]).Score(probe), Is.Not.EqualTo(expected).Within(2e-3f),
            "rows that count as tracks weaken the penalty");
    }

    [Test]
    public void Fit_validation_set_given_chooses_on_it()
    {
        var ml = new MLContext(1);
        // On answers that are all wrong, the head that is least sure loses least: the strongest penalty.
        IDataView wrong = Keyed(ml, Rows(6).Select(r => new Row { Embedding = r.Embedding, Label = r.Label == "jazz" ? "rock" : "jazz" }));
        var told = new List<RegularizationTrial>();

        ITransformer model = ml.MulticlassClassification.Trainers.GenreClassification(
            new GenreClassificationOptions { ValidationSet = wrong, MetricsCallback = told.Add, L2Candidates = [0.01f, 10000] }).Fit(
                Keyed(ml, Rows(5, 4)));

        Assert.That(told.MinBy(t => t.LogLoss)!.L2Regularization, Is.EqualTo(10000));
        Assert.That(LinearHead.Extract([model]).Score([8, 0, 0, 0]).Max(), Is.LessThan(0.6));
    }

    [Test]
    public void Fit_one_genre_throws()
    {
        var ml = new MLContext(1);
        IDataView data = Keyed(ml, Rows(1).Where(r => r.Label == "jazz"));

        Assert.That(
            () => ml.MulticlassClassification.Trainers.GenreClassification().Fit(data),
            Throws.ArgumentException.With.Message.Contains("one genre only, 'jazz'"));
    }

    [Test]
    public void Fit_column_missing_names_it_and_those_that_are_there()
    {
        (MLContext ml, IDataView data) = Data(1);

        Assert.That(
            () => ml.MulticlassClassification.Trainers.GenreClassification(new GenreClassificationOptions { LabelColumnName = "Genre" }).Fit(data),
            Throws.ArgumentException.With.Message.Contains("no column 'Genre'").And.Message.Contains("Embedding"));
    }

    [Test]
    public void Fit_label_is_text_asks_for_a_key()
    {
        (MLContext ml, IDataView data) = Data(1);

        Assert.That(
            () => ml.MulticlassClassification.Trainers.GenreClassification().Fit(data),
            Throws.ArgumentException.With.Message.Contains("MapValueToKey"));
    }

    [Test]
    public void Fit_other_column_names_are_used()
    {
        var ml = new MLContext(1);
        IDataView data = ml.Transforms.CopyColumns("Features", "Embedding").Append(ml.Transforms.CopyColumns("Genre", "Label"))
            .Fit(Keyed(ml, Rows(1))).Transform(Keyed(ml, Rows(1)));
        var options = new GenreClassificationOptions
        {
            FeatureColumnName = "Features",
            LabelColumnName = "Genre",
            ScoreColumnName = "Probabilities",
            PredictedLabelColumnName = "Guess",
        };
        GenreClassificationTrainer trainer = ml.MulticlassClassification.Trainers.GenreClassification(options);

        DataViewSchema schema = trainer.Fit(data).GetOutputSchema(data.Schema);

        Assert.That(schema.Select(c => c.Name), Does.Contain("Probabilities").And.Contain("Guess"));
    }

    private static (MLContext, IDataView) Data(int seed, float noise = 0.5f)
    {
        var ml = new MLContext(1);
        return (ml, ml.Data.LoadFromEnumerable(Rows(seed, noise)));
    }

    private static IDataView Keyed(MLContext ml, IEnumerable<Row> rows)
    {
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey(
            "Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(view).Transform(view);
    }

    private static IEstimator<ITransformer> Pipeline(MLContext ml, GenreClassificationOptions options)
        => ml.Transforms.Conversion.MapValueToKey(
            "Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(ml.MulticlassClassification.Trainers.GenreClassification(options))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    private static List<Row> Rows(int seed, float noise = 0.5f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 45).Select(i => new Row
        {
            Label = new[] { "blues", "jazz", "rock" }[i % 3],
            Artist = $"artist {i / 6}",
            Embedding = [.. Enumerable.Range(0, Size).Select(d => (d == i % 3 ? 5 : 0) + noise * (2 * random.NextSingle() - 1))],
        })];
    }
}
