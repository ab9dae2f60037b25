namespace MusicGenre.MLNet;

/// <summary>A genre with its probability.</summary>
/// <param name="Genre">The genre's name: the name of its folder in the training data.</param>
/// <param name="Probability">Its probability, 0…1.</param>
public readonly record struct GenreProbability(string Genre, float Probability)
{
    /// <summary>Gets a text for people, e.g. <c>jazz 83.1 %</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Genre} {100 * Probability:0.0} %");
}
