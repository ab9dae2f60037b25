using System.Text.Json.Serialization;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Without the highs beyond a frequency (<see cref="AudioEffects.LowPass"/>), by default one of 2,500 to 8,000 Hz.</summary>
public sealed record LowPassStep : CornerStep
{
    internal const string StepKind = "low-pass";

    /// <summary>
    /// The step with its default corners: <see cref="CornerStep.MinHertz"/> 2,500, <see cref="CornerStep.MaxHertz"/> 8,000.
    /// </summary>
    public LowPassStep()
        : base(2500, 8000)
    {
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    private protected override AudioClip Filter(AudioClip clip, double hertz) => AudioEffects.LowPass(clip, hertz);
}
