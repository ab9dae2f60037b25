using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>
/// Louder or softer, drawn evenly in decibels (<see cref="AudioEffects.Gain"/>). A front end that relates a clip to its maximum does not
/// see it.
/// </summary>
public sealed record GainStep : AudioStep
{
    internal const string StepKind = "gain";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The least gain in decibels, −60…60. The default value is −12.</summary>
    public double MinDecibels { get; init; } = -12;

    /// <summary>The largest gain in decibels, −60…60. The default value is 6.</summary>
    public double MaxDecibels { get; init; } = 6;

    private protected override void ValidateStrength()
        => RequireRange(MinDecibels, MaxDecibels, nameof(MinDecibels), nameof(MaxDecibels), -60, 60, " dB");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double gain = random.Between(MinDecibels, MaxDecibels);
        return Drawn<AudioClip>.Of($"gain {gain:+0.0;−0.0} dB", clip => AudioEffects.Gain(clip, gain));
    }
}
