using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Without the lows beyond a frequency (<see cref="AudioEffects.HighPass"/>), by default one of 60 to 400 Hz.</summary>
public sealed record HighPassStep : CornerStep
{
    internal const string StepKind = "high-pass";

    /// <summary>The step with its default corners: <see cref="CornerStep.MinHertz"/> 60, <see cref="CornerStep.MaxHertz"/> 400.</summary>
    public HighPassStep()
        : base(60, 400)
    {
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    private protected override AudioClip Filter(AudioClip clip, double hertz) => AudioEffects.HighPass(clip, hertz);
}
