using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Hides stretches of time (<see cref="SpectrogramEffects.MaskFrames"/>), elsewhere in each segment.</summary>
public sealed record FrameMaskStep : SpectrogramStep
{
    internal const string StepKind = "frame-mask";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>How many masks, 1…100. The default value is 2.</summary>
    public int Count { get; init; } = 2;

    /// <summary>The largest mask, in frames; each draws its own size, from 0 to this. The default value is 64.</summary>
    public int MaxFrames { get; init; } = 64;

    /// <summary>What is put there. The default value is <see cref="MaskFill.Mean"/>.</summary>
    public MaskFill Fill { get; init; } = MaskFill.Mean;

    private protected override void ValidateStrength()
    {
        Require(Count is >= 1 and <= 100, nameof(Count), Count, "1 to 100");
        Require(MaxFrames >= 1, nameof(MaxFrames), MaxFrames, "at least 1");
        Require(Enum.IsDefined(Fill), nameof(Fill), Fill, "a known filling");
    }

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
        => new($"{Count} frame-masks of up to {MaxFrames}", (spectrogram, part, _) =>
        {
            for (int i = 0; i < Count; i++)
            {
                (int first, int count) = SpectrogramGrid.DrawMask(part, MaxFrames, spectrogram.Frames);
                spectrogram = SpectrogramEffects.MaskFrames(spectrogram, first, count, Fill);
            }
            return spectrogram;
        });
}
