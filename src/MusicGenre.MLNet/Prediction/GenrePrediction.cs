using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet;

/// <summary>The prediction for a track. Two of equal values are equal.</summary>
/// <param name="Ranked">All genres with their probabilities, the most probable first; the probabilities sum to 1.</param>
/// <param name="Taggram">The predictions for each segment by itself.</param>
public sealed record GenrePrediction(IReadOnlyList<GenreProbability> Ranked, Taggram Taggram)
{
    private readonly GenreSets? _sets;
    private readonly IReadOnlyList<GenreProbability>? _all;

    internal GenrePrediction(
        IReadOnlyList<GenreProbability> all, int? top, Taggram taggram, double? novelty, double? unknownFrom, GenreSets? sets)
        : this(top is { } count ? [.. all.Take(count)] : all, taggram)
        => (Novelty, IsUnknown, _sets, _all) = (novelty, novelty > unknownFrom, sets, all);

    /// <summary>
    /// Whether the track is like nothing that the classifier knows: other genres, speech, noise. <see cref="Genre"/> is then only the least
    /// wrong of its genres. The threshold was chosen at the training on tracks that were held out, of which 5 % are rejected wrongly.
    /// <see langword="false"/> for models that were not calibrated, such as those of earlier versions.
    /// </summary>
    public bool IsUnknown { get; init; }

    /// <summary>
    /// Gets how strange the track is to the classifier, in deviations of music of the kind that it knows: about 0 for such music.
    /// <see langword="null"/> for models that were not calibrated.
    /// </summary>
    public double? Novelty { get; init; }

    /// <summary>Whether there are sets of genres, see <see cref="Set"/>.</summary>
    public bool HasSets => _sets is not null;

    /// <summary>Gets the most probable genre.</summary>
    public string Genre => Ranked[0].Genre;

    /// <summary>Gets the probability of <see cref="Genre"/>, 0…1.</summary>
    public float Confidence => Ranked[0].Probability;

    /// <summary>Gets the most probable genres.</summary>
    /// <param name="count">How many, at least 1; all if there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<GenreProbability> Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Ranked.Take(count)];
    }

    /// <summary>
    /// Gets the genres that hold the right one in a wanted share of tracks, of the kind that the classifier was trained on: few where it is
    /// sure, many where it is not (conformal prediction).
    /// </summary>
    /// <param name="coverage">The share of tracks whose right genre the set shall hold, 0…1 exclusive, e.g. 0.9.</param>
    /// <returns>
    /// The genres, the most probable first, at least one; all of them where there were too few tracks to promise so much.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// The classifier was not calibrated: it is a ready one, a whole network trained without <see cref="TrainOptions.Calibrate"/>, or of an
    /// earlier version. See <see cref="HasSets"/>.
    /// </exception>
    public IReadOnlyList<GenreProbability> Set(double coverage)
    {
        GenreSets sets = _sets ?? throw new InvalidOperationException(
            "This classifier gives no sets of genres: it is a ready one, or was trained without TrainOptions.Calibrate, or by an earlier "
            + "version. Train it on your own music.");
        return sets.Of(_all!, genre => genre.Probability, coverage);
    }

    /// <summary>
    /// Gets a text for people, e.g. <c>jazz 83.1 %, blues 9.0 %, …</c>, or <c>unknown (jazz 31.0 %, …)</c>.
    /// </summary>
    public override string ToString()
    {
        string genres = string.Join(", ", Top(3)) + (Ranked.Count > 3 ? ", …" : "");
        return IsUnknown ? $"unknown ({genres})" : genres;
    }

    /// <summary>Whether another prediction has the same probabilities, of the track and of each segment.</summary>
    public bool Equals(GenrePrediction? other)
        => other is not null && IsUnknown == other.IsUnknown && Nullable.Equals(Novelty, other.Novelty)
            && Ranked.SequenceEqual(other.Ranked) && Taggram.Equals(other.Taggram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ranked.Count, Ranked.Count > 0 ? Ranked[0] : default, Taggram);
}
