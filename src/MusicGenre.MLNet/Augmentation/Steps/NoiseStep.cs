using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>
/// Noise at a signal-to-noise ratio drawn evenly in decibels (<see cref="AudioEffects.AddNoise(AudioClip, double, NoiseColor, int)"/>).
/// </summary>
public sealed record NoiseStep : AudioStep
{
    internal const string StepKind = "noise";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The least signal-to-noise ratio, the loudest noise, in decibels, −20…100. The default value is 10.</summary>
    public double MinDecibels { get; init; } = 10;

    /// <summary>The largest signal-to-noise ratio, the softest noise, in decibels, −20…100. The default value is 30.</summary>
    public double MaxDecibels { get; init; } = 30;

    /// <summary>White or pink. The default value is <see cref="NoiseColor.Pink"/>.</summary>
    public NoiseColor Color { get; init; } = NoiseColor.Pink;

    private protected override void ValidateStrength()
    {
        RequireRange(MinDecibels, MaxDecibels, nameof(MinDecibels), nameof(MaxDecibels), -20, 100, " dB");
        Require(Enum.IsDefined(Color), nameof(Color), Color, "a known colour");
    }

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double ratio = random.Between(MinDecibels, MaxDecibels);
        string name = Color == NoiseColor.Pink ? "pink" : "white";
        return new(
            FormattableString.Invariant($"{name} noise {ratio:0} dB below"),
            (clip, part, _) => AudioEffects.AddNoise(clip, ratio, Color, part));
    }
}
