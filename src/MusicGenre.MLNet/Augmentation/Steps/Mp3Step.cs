using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>
/// There and back through MP3 at a bit rate that is drawn evenly (<see cref="AudioEffects.Mp3"/>); it needs the program ffmpeg.
/// </summary>
public sealed record Mp3Step : AudioStep
{
    internal const string StepKind = "mp3";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The least kilobits a second, 8…320. The default value is 24.</summary>
    public int MinKilobits { get; init; } = 24;

    /// <summary>The most kilobits a second, 8…320. The default value is 64.</summary>
    public int MaxKilobits { get; init; } = 64;

    private protected override void ValidateStrength()
        => RequireRange(MinKilobits, MaxKilobits, nameof(MinKilobits), nameof(MaxKilobits), 8, 320, " kilobits a second");

    internal override Drawn<AudioClip> Draw(RandomStream random)
    {
        int kilobits = random.Next(MinKilobits, MaxKilobits + 1);
        return new(FormattableString.Invariant($"MP3 at {kilobits} kbit/s"), (clip, _, ct) => AudioEffects.Mp3(clip, kilobits, ct));
    }
}
