using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Without the highs beyond a frequency that is drawn evenly in octaves (<see cref="AudioEffects.LowPass"/>).</summary>
public sealed record LowPassStep : AudioStep
{
    internal const string StepKind = "low-pass";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The lowest corner in hertz, 20…20,000. The default value is 2,500.</summary>
    public double MinHertz { get; init; } = 2500;

    /// <summary>The highest corner in hertz, 20…20,000. The default value is 8,000.</summary>
    public double MaxHertz { get; init; } = 8000;

    private protected override void ValidateStrength() => RequireRange(MinHertz, MaxHertz, nameof(MinHertz), nameof(MaxHertz), 20, 20_000, " Hz");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double hertz = MinHertz * Math.Pow(MaxHertz / MinHertz, random.NextDouble());
        return Drawn<AudioClip>.Of($"low-pass at {hertz:0} Hz", clip => AudioEffects.LowPass(clip, hertz));
    }
}
