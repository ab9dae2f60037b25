namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// What a network is fed: which spectrogram, and how its values are scaled: input = (value + <see cref="Offset"/>) × <see cref="Scale"/>.
/// </summary>
public sealed record NetworkInput
{
    /// <summary>Mel pictures in decibels, −80…0 relative to the clip's maximum, brought to −1…1.</summary>
    public static NetworkInput Picture { get; } = new() { FrontEnd = "librosa", Offset = 40, Scale = 1.0 / 40 };

    /// <summary>EfficientAT's log-mel spectrogram of 32 kHz audio, (ln(mel + 1e-5) + 4.5) / 5, taken as it is.</summary>
    public static NetworkInput EfficientAt { get; } = new() { FrontEnd = "efficientat" };

    /// <summary>Name of the spectrogram settings in lower case, as of the core package's <c>MelOptions</c> presets. The default value is <c>librosa</c>.</summary>
    public string FrontEnd { get; init; } = "librosa";

    /// <summary>Added to every value of the spectrogram, in its unit. The default value is 0.</summary>
    public double Offset { get; init; }

    /// <summary>Factor on every value after the offset. The default value is 1.</summary>
    public double Scale { get; init; } = 1;
}
