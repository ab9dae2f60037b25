namespace MusicGenre.MLNet;

/// <summary>How a classifier is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Gets the options of all calls that give none themselves; a call's own options replace all of these. The default value has the
    /// defaults of <see cref="PredictOptions"/>.
    /// </summary>
    public PredictOptions Predict { get; init; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Predict);
        Predict.Validate();
    }
}
