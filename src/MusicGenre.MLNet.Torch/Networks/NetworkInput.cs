using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// What a network is fed: which spectrogram, and how its values are scaled: input = (value + <see cref="Offset"/>) × <see cref="Scale"/>.
/// </summary>
public sealed record NetworkInput
{
    /// <summary>Mel pictures in decibels, −80…0 relative to the clip's maximum, brought to −1…1.</summary>
    public static NetworkInput Picture { get; } = new() { Offset = 40, Scale = 1.0 / 40 };

    /// <summary>EfficientAT's log-mel spectrogram of 32 kHz audio, (ln(mel + 1e-5) + 4.5) / 5, taken as it is.</summary>
    public static NetworkInput EfficientAt { get; } = new() { FrontEnd = MelOptions.EfficientAt };

    /// <summary>The settings of the spectrogram. The default value is <see cref="MelOptions.Librosa"/>.</summary>
    public MelOptions FrontEnd { get; init; } = MelOptions.Librosa;

    /// <summary>Added to every value of the spectrogram, in its unit. The default value is 0.</summary>
    public double Offset { get; init; }

    /// <summary>Factor on every value after the offset. The default value is 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether the spectrogram is what a spectrogram picture shows, so that pictures can be given as well.</summary>
    internal bool IsPicture => FrontEnd == MelOptions.Librosa;
}
