namespace MusicGenre.MLNet.Augmentation;

/// <summary>An augmentation whose strength is drawn already, the same for all parts of a copy.</summary>
/// <param name="Description">What it does, e.g. <c>pitch +1.3 semitones</c>.</param>
/// <param name="Apply">Does it to one part; what differs from part to part (noise, the places of masks) comes from the stream.</param>
internal sealed record Drawn<T>(string Description, Func<T, RandomStream, CancellationToken, T> Apply)
{
    /// <summary>An augmentation that draws nothing further.</summary>
    public static Drawn<T> Of(FormattableString description, Func<T, T> apply)
        => new(FormattableString.Invariant(description), (value, _, _) => apply(value));
}
