namespace MusicGenre.MLNet.Evaluation.Calibration;

/// <summary>
/// Tells what temperature scaling does to a classifier's probabilities, measured without a leak: the tracks come in parts (folds), and each
/// part is measured with a temperature that was fitted without it: if the training was asked to calibrate, that of the part's own head,
/// fitted on its training tracks; else one fitted on the held-out answers for the other parts, whose heads may be more or less certain.
/// </summary>
public sealed record CalibrationResult
{
    /// <summary>What a result says of a temperature that was fitted during the training.</summary>
    internal const string OutOfFold =
        "fitted on the training part alone, on answers of heads that had not learned from the track, nor from its artist where artists are "
        + "known";

    /// <summary>Gets the figures of the probabilities as the classifier gives them.</summary>
    public required Reliability Before { get; init; }

    /// <summary>Gets the figures of the probabilities after temperature scaling.</summary>
    public required Reliability After { get; init; }

    /// <summary>Gets the temperature of each part, fitted without it.</summary>
    public required IReadOnlyList<TemperatureScaling> PerPart { get; init; }

    /// <summary>
    /// Gets the temperature for new music: that of the only part, or the one fitted on all parts, with which <see cref="After"/> was not
    /// measured.
    /// </summary>
    public required TemperatureScaling Overall { get; init; }

    /// <summary>Gets the answers after scaling, in the order of the parts.</summary>
    public required IReadOnlyList<ScoredTrack> Tracks { get; init; }

    /// <summary>Gets what the parts are, in words.</summary>
    public required string Method { get; init; }

    /// <summary>Fits and measures, each part with the temperature of the others.</summary>
    /// <param name="genres">The genres, in the order of the probabilities.</param>
    /// <param name="parts">Held-out answers in at least two parts, none empty, that share no track.</param>
    /// <param name="method">What the parts are, in words.</param>
    /// <exception cref="ArgumentException">There are fewer than two parts, one is empty, or a track is in two.</exception>
    public static CalibrationResult CrossFit(IReadOnlyList<string> genres, IReadOnlyList<IReadOnlyList<ScoredTrack>> parts, string method)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(method);
        if (parts.Count < 2 || parts.Any(part => part.Count == 0))
            throw new ArgumentException(
                "A temperature is fitted on some parts and measured on another, so at least two parts with tracks are needed; "
                + $"there are {parts.Count(part => part.Count > 0)}.", nameof(parts));
        ScoredTrack[] all = [.. parts.SelectMany(part => part)];
        if (all.GroupBy(track => track.Track).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"The track '{twice.Key}' is in two parts, so a temperature would be measured on what it was fitted on.", nameof(parts));
        TemperatureScaling[] fitted =
            [.. parts.Select((_, k) => TemperatureScaling.Fit(genres, [.. parts.Where((_, j) => j != k).SelectMany(part => part)]))];
        return Measure(genres, parts, fitted, method);
    }

    /// <summary>Measures parts with temperatures that were fitted without them.</summary>
    internal static CalibrationResult Measure(
        IReadOnlyList<string> genres, IReadOnlyList<IReadOnlyList<ScoredTrack>> parts, IReadOnlyList<TemperatureScaling> temperatures,
        string method)
    {
        ScoredTrack[] all = [.. parts.SelectMany(part => part)];
        ScoredTrack[] scaled = [.. parts.SelectMany((part, k) => part.Select(temperatures[k].Apply))];
        return new CalibrationResult
        {
            Before = Reliability.Of(genres, all),
            After = Reliability.Of(genres, scaled),
            PerPart = temperatures,
            Overall = parts.Count == 1 ? temperatures[0] : TemperatureScaling.Fit(genres, all),
            Tracks = scaled,
            Method = method,
        };
    }
}
