using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>A filter of sound whose corner is drawn evenly in octaves.</summary>
public abstract record CornerStep : AudioStep
{
    private protected CornerStep(double minHertz, double maxHertz)
    {
        MinHertz = minHertz;
        MaxHertz = maxHertz;
    }

    /// <summary>The lowest corner in hertz, 20…20,000. The default value is the filter's own.</summary>
    public double MinHertz { get; init; }

    /// <summary>The highest corner in hertz, 20…20,000. The default value is the filter's own.</summary>
    public double MaxHertz { get; init; }

    private protected abstract AudioClip Filter(AudioClip clip, double hertz);

    private protected override void ValidateStrength()
        => RequireRange(MinHertz, MaxHertz, nameof(MinHertz), nameof(MaxHertz), 20, 20_000, " Hz");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        double hertz = MinHertz * Math.Pow(MaxHertz / MinHertz, random.NextDouble());
        return Drawn<AudioClip>.Of($"{Kind} at {hertz:0} Hz", clip => Filter(clip, hertz));
    }
}
