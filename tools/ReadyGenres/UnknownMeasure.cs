using Microsoft.ML;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;

namespace ReadyGenres;

/// <summary>
/// Measures how well novelty tells known music from sound that is no music, and from a genre that was left out: the area under the ROC
/// curve, on folds 1 to 4 of taffc9, each scored by a head on the other three.
/// </summary>
internal static class UnknownMeasure
{
    public static void Show(IReadOnlyList<HeardTrack> tracks, IReadOnlyList<HeardTrack> notMusic)
    {
        int[] folds = [.. tracks.Select(t => t.Fold).Distinct().Order()];
        string[] genres = [.. tracks.Select(t => t.Genre).Distinct().Order(StringComparer.Ordinal)];
        Line("sound that is no music", [.. folds.Select(fold => Area(
            [.. tracks.Where(t => t.Fold != fold)], [.. tracks.Where(t => t.Fold == fold)], notMusic))]);
        var means = new List<double>();
        foreach (string left in genres)
        {
            HeardTrack[] others = [.. tracks.Where(t => t.Genre != left)];
            double[] areas = [.. folds.Where(fold => tracks.Count(t => t.Fold == fold && t.Genre == left) > 1).Select(fold => Area(
                [.. others.Where(t => t.Fold != fold)], [.. others.Where(t => t.Fold == fold)],
                [.. tracks.Where(t => t.Fold == fold && t.Genre == left)]))];
            Line($"{left} left out", areas);
            means.Add(areas.Average());
        }
        Line("genres left out, one at a time", [.. means]);
    }

    private static void Line(string what, double[] areas)
        => Console.WriteLine(FormattableString.Invariant($"{what}: AUROC {areas.Average():0.000} ({areas.Min():0.000} to {areas.Max():0.000})"));

    private static double Area(HeardTrack[] train, HeardTrack[] known, IReadOnlyList<HeardTrack> unknown)
    {
        string[] genres = [.. train.Select(t => t.Genre).Distinct().Order(StringComparer.Ordinal)];
        LabeledEmbedding[] rows = [.. train.Select(t => new LabeledEmbedding { Embedding = t.Embedding, Label = t.Genre, Group = t.Artist })];
        LinearHead head = new GenreClassificationTrainer(new MLContext(1), new GenreClassificationOptions { L2Candidates = [30] })
            .Train(new LabeledRows(rows, genres), null).Linear;
        EmbeddingSpace space = EmbeddingSpace.Fit([.. train.Select(t => t.Embedding)]);
        double[] Distances(IEnumerable<HeardTrack> of) => [.. of.Select(t => space.Distance(t.Embedding))];
        double[] Entropies(IEnumerable<HeardTrack> of) => [.. of.Select(t => UnknownRule.EntropyOf(head.Score(t.Embedding)))];
        UnknownRule rule = UnknownRule.Fit(Distances(known), Entropies(known), UnknownRule.DefaultEntropyWeight);
        double[] low = [.. Distances(known).Zip(Entropies(known), rule.Novelty)];
        double[] high = [.. Distances(unknown).Zip(Entropies(unknown), rule.Novelty)];
        return high.Average(h => low.Average(l => h > l ? 1 : h == l ? 0.5 : 0));
    }
}
