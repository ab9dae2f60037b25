using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Another key by moving the bands (<see cref="SpectrogramEffects.WarpFrequency"/>); drawn evenly up and down.</summary>
public sealed record FrequencyWarpStep : SpectrogramStep
{
    internal const string StepKind = "frequency-warp";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The largest shift up or down, in semitones, 0…24. The default value is 2.</summary>
    public double MaxSemitones { get; init; } = 2;

    private protected override void ValidateStrength()
        => Require(MaxSemitones is >= 0 and <= 24, nameof(MaxSemitones), MaxSemitones, "0 to 24 semitones");

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
    {
        double semitones = random.Symmetric(MaxSemitones);
        return Drawn<MelSpectrogram>.Of(
            $"bands {semitones:+0.0;−0.0} semitones", spectrogram => SpectrogramEffects.WarpFrequency(spectrogram, semitones));
    }
}
