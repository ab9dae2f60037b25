using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Brighter or darker (<see cref="SpectrogramEffects.Tilt"/>); drawn evenly.</summary>
public sealed record TiltStep : SpectrogramStep
{
    internal const string StepKind = "tilt";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The steepest slope either way, in decibels an octave, 0…12. The default value is 2.</summary>
    public double MaxDecibelsPerOctave { get; init; } = 2;

    private protected override void ValidateStrength()
        => Require(MaxDecibelsPerOctave is >= 0 and <= 12, nameof(MaxDecibelsPerOctave), MaxDecibelsPerOctave, "0 to 12 dB an octave");

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
    {
        double slope = random.Symmetric(MaxDecibelsPerOctave);
        return Drawn<MelSpectrogram>.Of($"tilt {slope:+0.0;−0.0} dB/octave", spectrogram => SpectrogramEffects.Tilt(spectrogram, slope));
    }
}
