using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>
/// Why a classifier answers as it does for one track: which patches of its spectrogram and which of its moments speak for and against a
/// genre. Found by occlusion (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014): a patch is covered
/// with the mean of each band over the segment, the classifier looks again, and the fall of the genre's log-odds is what the patch said.
/// </summary>
/// <remarks>
/// It explains the classifier, not the music. Evidence of patches does not add up to that of a moment, since a classifier is not a sum of
/// its patches.
/// </remarks>
public sealed record Explanation
{
    /// <summary>The genre that is explained.</summary>
    public required string Genre { get; init; }

    /// <summary>Its probability with nothing covered, 0…1.</summary>
    public required double Probability { get; init; }

    /// <summary>What the classifier says of the track.</summary>
    public required GenrePrediction Prediction { get; init; }

    /// <summary>The occlusion map: every patch, in the order of time, then of frequency from low to high.</summary>
    public required IReadOnlyList<PatchEvidence> Patches { get; init; }

    /// <summary>Every moment, in the order of time.</summary>
    public required IReadOnlyList<TimeEvidence> Moments { get; init; }

    /// <summary>The moments that speak for the genre, the strongest first.</summary>
    public IReadOnlyList<TimeEvidence> For => [.. Moments.Where(m => m.Evidence > 0).OrderByDescending(m => m.Evidence)];

    /// <summary>The moments that speak against the genre, the strongest first.</summary>
    public IReadOnlyList<TimeEvidence> Against => [.. Moments.Where(m => m.Evidence < 0).OrderBy(m => m.Evidence)];

    internal IReadOnlyList<SegmentView> Views { get; init; } = [];
}
