namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>
/// Explains the prediction for one track: which patches of its spectrogram and which of its moments speak for and against a genre. Found by
/// occlusion (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014): a patch is covered with the mean of
/// each band over the segment, the track is classified again, and the fall of the genre's log-odds is the evidence of the patch.
/// </summary>
/// <remarks>
/// It explains the classifier, not the music. The evidence of patches does not add up to that of a moment.
/// </remarks>
public sealed record Explanation
{
    /// <summary>Evidence weaker than this is never called strong: it changes the odds by less than a third.</summary>
    internal const double LeastStrong = 0.25;

    /// <summary>Gets the genre that is explained.</summary>
    public required string Genre { get; init; }

    /// <summary>Gets its probability with nothing covered, 0…1.</summary>
    public required double Probability { get; init; }

    /// <summary>Gets the prediction for the track.</summary>
    public required GenrePrediction Prediction { get; init; }

    /// <summary>Gets the occlusion map: every patch, in the order of time, then of frequency from low to high.</summary>
    public required IReadOnlyList<PatchEvidence> Patches { get; init; }

    /// <summary>Gets every moment, in the order of time.</summary>
    public required IReadOnlyList<TimeEvidence> Moments { get; init; }

    /// <summary>Gets the moments that speak for the genre, the strongest first.</summary>
    public IReadOnlyList<TimeEvidence> For => [.. Moments.Where(m => m.Evidence > 0).OrderByDescending(m => m.Evidence)];

    /// <summary>Gets the moments that speak against the genre, the strongest first.</summary>
    public IReadOnlyList<TimeEvidence> Against => [.. Moments.Where(m => m.Evidence < 0).OrderBy(m => m.Evidence)];

    /// <summary>
    /// Says in words how strongly a moment speaks, compared with the strongest of the track: "strongly for", "for", "slightly for",
    /// "neither", "slightly against", "against" or "strongly against".
    /// </summary>
    public string InWords(TimeEvidence moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        double strongest = Math.Max(Moments.Max(m => Math.Abs(m.Evidence)), LeastStrong);
        string side = moment.Evidence > 0 ? "for" : "against";
        return (Math.Abs(moment.Evidence) / strongest) switch
        {
            >= 0.7 => "strongly " + side,
            >= 0.3 => side,
            >= 0.05 => "slightly " + side,
            _ => "neither",
        };
    }

    internal IReadOnlyList<SegmentView> Views { get; init; } = [];
}
