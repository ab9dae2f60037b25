using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Another key, the length as it was (<see cref="AudioEffects.PitchShift"/>); drawn evenly up and down.</summary>
public sealed record PitchShiftStep : AudioStep
{
    internal const string StepKind = "pitch-shift";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The largest shift up or down, in semitones, 0…24. The default value is 2.</summary>
    public double MaxSemitones { get; init; } = 2;

    private protected override void ValidateStrength()
        => Require(MaxSemitones is >= 0 and <= 24, nameof(MaxSemitones), MaxSemitones, "0 to 24 semitones");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double semitones = random.Symmetric(MaxSemitones);
        return new(
            FormattableString.Invariant($"pitch {semitones:+0.0;−0.0} semitones"),
            (clip, _, ct) => AudioEffects.PitchShift(clip, semitones, ct));
    }
}
