using System.Text.Json.Serialization;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>Begins elsewhere: the frames go round (<see cref="SpectrogramEffects.ShiftTime"/>), by as many as each segment draws.</summary>
public sealed record TimeShiftStep : SpectrogramStep
{
    internal const string StepKind = "time-shift";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => StepKind;

    /// <summary>The largest shift, as a share of the width, above 0, up to 1. The default value is 1: any.</summary>
    public double MaxShare { get; init; } = 1;

    private protected override void ValidateStrength() => Require(MaxShare is > 0 and <= 1, nameof(MaxShare), MaxShare, "above 0, up to 1");

    internal override Drawn<MelSpectrogram> Draw(RandomStream random)
        => new(FormattableString.Invariant($"shifted in time by up to {MaxShare:0.##} of the width"), (spectrogram, part, _)
            => SpectrogramEffects.ShiftTime(spectrogram, (int)Math.Round(part.Between(0, MaxShare) * spectrogram.Frames)));
}
