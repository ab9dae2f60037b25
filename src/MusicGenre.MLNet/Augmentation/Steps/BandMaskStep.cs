using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Hides bands of frequencies (<see cref="SpectrogramEffects.MaskBands"/>), elsewhere in each segment.</summary>
public sealed record BandMaskStep : SpectrogramStep
{
    internal const string StepKind = "band-mask";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>How many masks, 1…100. The default value is 2.</summary>
    public int Count { get; init; } = 2;

    /// <summary>The largest mask, in mel bands; each draws its own size, from 0 to this. The default value is 16.</summary>
    public int MaxBands { get; init; } = 16;

    /// <summary>What is put there. The default value is <see cref="MaskFill.Mean"/>.</summary>
    public MaskFill Fill { get; init; } = MaskFill.Mean;

    private protected override void ValidateStrength()
    {
        Require(Count is >= 1 and <= 100, nameof(Count), Count, "1 to 100");
        Require(MaxBands >= 1, nameof(MaxBands), MaxBands, "at least 1");
        Require(Enum.IsDefined(Fill), nameof(Fill), Fill, "a known filling");
    }

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
        => new($"{Count} band-masks of up to {MaxBands}", (spectrogram, part, _) =>
        {
            for (int i = 0; i < Count; i++)
            {
                (int first, int count) = SpectrogramGrid.DrawMask(part, MaxBands, spectrogram.Mels);
                spectrogram = SpectrogramEffects.MaskBands(spectrogram, first, count, Fill);
            }
            return spectrogram;
        });
}
