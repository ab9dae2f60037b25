using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Without the lows beyond a frequency that is drawn evenly in octaves (<see cref="AudioEffects.HighPass"/>).</summary>
public sealed record HighPassStep : AudioStep
{
    internal const string StepKind = "high-pass";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The lowest corner in hertz, 20…20,000. The default value is 60.</summary>
    public double MinHertz { get; init; } = 60;

    /// <summary>The highest corner in hertz, 20…20,000. The default value is 400.</summary>
    public double MaxHertz { get; init; } = 400;

    private protected override void ValidateStrength() => RequireRange(MinHertz, MaxHertz, nameof(MinHertz), nameof(MaxHertz), 20, 20_000, " Hz");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double hertz = MinHertz * Math.Pow(MaxHertz / MinHertz, random.NextDouble());
        return Drawn<AudioClip>.Of($"high-pass at {hertz:0} Hz", clip => AudioEffects.HighPass(clip, hertz));
    }
}
