using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>What one condition achieved on each track, over the repeats.</summary>
internal sealed class TrackScores
{
    private readonly SortedDictionary<string, List<(double Top1, double Top2, double Loss)>> _byTrack = new(StringComparer.Ordinal);
    private readonly List<double> _macroF1 = [];

    /// <summary>Adds one repeat.</summary>
    public void Add(EvaluationResult result)
    {
        foreach (ScoredTrack track in result.Tracks)
        {
            if (!_byTrack.TryGetValue(track.Track, out var scores))
                _byTrack.Add(track.Track, scores = []);
            EvaluationMetrics one = EvaluationMetrics.Compute(result.Metrics.Genres, [track]);
            scores.Add((one.Top1, one.TopK(2), one.LogLoss));
        }
        _macroF1.Add(result.Metrics.MacroF1);
    }

    /// <summary>The tracks, in ordinal order.</summary>
    public IReadOnlyCollection<string> Tracks => _byTrack.Keys;

    /// <summary>Mean macro F1 over the repeats.</summary>
    public double MacroF1 => _macroF1.Average();

    /// <summary>For each track the share of repeats in which it was ranked first.</summary>
    public double[] Top1 => [.. _byTrack.Values.Select(scores => scores.Average(s => s.Top1))];

    /// <summary>For each track the share of repeats in which it was ranked first or second.</summary>
    public double[] Top2 => [.. _byTrack.Values.Select(scores => scores.Average(s => s.Top2))];

    /// <summary>For each track its mean log-loss.</summary>
    public double[] Loss => [.. _byTrack.Values.Select(scores => scores.Average(s => s.Loss))];
}
