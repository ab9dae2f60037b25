using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Another tempo, the pitch as it was (<see cref="AudioEffects.TimeStretch"/>); drawn evenly between two rates.</summary>
public sealed record TimeStretchStep : AudioStep
{
    internal const string StepKind = "time-stretch";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The slowest rate, 0.25…4. The default value is 0.85.</summary>
    public double MinRate { get; init; } = 0.85;

    /// <summary>The fastest rate, 0.25…4. The default value is 1.15.</summary>
    public double MaxRate { get; init; } = 1.15;

    private protected override void ValidateStrength()
        => RequireRange(MinRate, MaxRate, nameof(MinRate), nameof(MaxRate), AudioEffects.MinRate, AudioEffects.MaxRate, " times as fast");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double rate = random.Between(MinRate, MaxRate);
        return new(FormattableString.Invariant($"{rate:0.00} times as fast"), (clip, _, ct) => AudioEffects.TimeStretch(clip, rate, ct));
    }
}
