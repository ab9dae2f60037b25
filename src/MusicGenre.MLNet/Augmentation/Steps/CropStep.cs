using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>
/// Only a piece of the time, repeated to the old width (<see cref="SpectrogramEffects.CropTime"/>); each segment draws its own.
/// </summary>
public sealed record CropStep : SpectrogramStep
{
    internal const string StepKind = "crop";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>
    /// The shortest piece, as a share of the width, above 0, up to 1; its length is drawn evenly from there to the whole. The default
    /// value is 0.4.
    /// </summary>
    public double MinShare { get; init; } = 0.4;

    private protected override void ValidateStrength() => Require(MinShare is > 0 and <= 1, nameof(MinShare), MinShare, "above 0, up to 1");

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
        => new(FormattableString.Invariant($"a piece of at least {MinShare:0.##} of the width"), (spectrogram, part, _) =>
        {
            int count = Math.Clamp((int)Math.Round(part.Between(MinShare, 1) * spectrogram.Frames), 1, spectrogram.Frames);
            return SpectrogramEffects.CropTime(spectrogram, part.Next(spectrogram.Frames - count + 1), count);
        });
}
