using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// Everything that decides how samples become a mel spectrogram. The defaults are librosa's (0.10.1), so that anybody can check them;
/// the named settings are those that public networks were trained with. Round-trips through System.Text.Json.
/// </summary>
/// <remarks>
/// The order of work: pre-emphasis, padding, frames of <see cref="WindowLength"/> samples every <see cref="HopLength"/>, window, Fourier
/// transform of <see cref="FftSize"/>, magnitude or power, mel filter bank, compression.
/// </remarks>
public sealed partial record MelOptions
{
    /// <summary>
    /// librosa's <c>power_to_db(melspectrogram(y, sr=22050), ref=np.max)</c>: the defaults, and what a <see cref="SpectrogramImage"/>
    /// shows. 128 bands of 0–11,025 Hz, a frame every 23.2 ms, decibels −80…0.
    /// </summary>
    public static MelOptions Librosa { get; } = new();

    /// <summary>
    /// EfficientAT's front end (mn04 and its kin): 32 kHz, 128 Kaldi bands of 0–15,000 Hz, a frame every 10 ms, (ln(mel + 1e-5) + 4.5) / 5.
    /// </summary>
    public static MelOptions EfficientAt { get; } = new()
    {
        SampleRate = 32000,
        PreEmphasis = 0.97f,
        FftSize = 1024,
        WindowLength = 800,
        HopLength = 320,
        Window = WindowFunction.HannSymmetric,
        Padding = PaddingMode.Reflect,
        MaxFrequency = 15000,
        MelScale = MelScale.Kaldi,
        MelNormalization = MelNormalization.None,
        Compression = MelCompression.NaturalLog,
        LogOffset = 1e-5f,
        OutputShift = 4.5f,
        OutputScale = 0.2f,
    };

    /// <summary>
    /// musicnn's front end: 16 kHz, 96 Slaney bands of 0–8,000 Hz, a frame every 16 ms, log10(10000·mel + 1). Padding is that of
    /// librosa 0.10 (silence); the librosa musicnn was trained with mirrored the clip, which differs in the outermost frame at each end.
    /// </summary>
    public static MelOptions Musicnn { get; } = new()
    {
        SampleRate = 16000,
        FftSize = 512,
        WindowLength = 512,
        HopLength = 256,
        MelBands = 96,
        Compression = MelCompression.Log10,
        LogFactor = 10000,
        LogOffset = 1,
    };

    /// <summary>
    /// YAMNet's front end: 16 kHz, 64 HTK bands of 125–7,500 Hz straight in mel, on magnitudes, frames of 25 ms every 10 ms that are not
    /// centred, ln(mel + 0.001).
    /// </summary>
    public static MelOptions Yamnet { get; } = new()
    {
        SampleRate = 16000,
        FftSize = 512,
        WindowLength = 400,
        HopLength = 160,
        Centered = false,
        Power = 1,
        MelBands = 64,
        MinFrequency = 125,
        MaxFrequency = 7500,
        MelScale = MelScale.Kaldi,
        MelNormalization = MelNormalization.None,
        Compression = MelCompression.NaturalLog,
        LogOffset = 0.001f,
    };

    /// <summary>Sample rate the audio must have, in hertz. The default value is 22,050.</summary>
    public int SampleRate { get; init; } = 22050;

    /// <summary>Length of the Fourier transform in samples, an even number; powers of two are fast. The default value is 2,048.</summary>
    public int FftSize { get; init; } = 2048;

    /// <summary>
    /// Length of the window in samples, at most <see cref="FftSize"/>; the rest of a frame is zero. The default value is 2,048.
    /// </summary>
    public int WindowLength { get; init; } = 2048;

    /// <summary>Samples from one frame to the next. The default value is 512.</summary>
    public int HopLength { get; init; } = 512;

    /// <summary>The curve of the window. The default value is <see cref="WindowFunction.Hann"/>.</summary>
    public WindowFunction Window { get; init; } = WindowFunction.Hann;

    /// <summary>
    /// True: frame t is centred at sample t·hop and the clip is padded by half an FFT at both ends, which gives 1 + samples / hop frames.
    /// False: frame t begins at sample t·hop and only whole windows count, at least one. The default value is true.
    /// </summary>
    public bool Centered { get; init; } = true;

    /// <summary>
    /// What lies beyond the ends of the clip when frames are centred. The default value is <see cref="PaddingMode.Zero"/>.
    /// </summary>
    public PaddingMode Padding { get; init; } = PaddingMode.Zero;

    /// <summary>
    /// Factor c, 0…1, of the filter y[n] = x[n + 1] − c·x[n] before anything else, which shortens the clip by one sample; 0 leaves it out.
    /// The default value is 0.
    /// </summary>
    public float PreEmphasis { get; init; }

    /// <summary>Exponent of the magnitudes: 2 for power, 1 for magnitude. The default value is 2.</summary>
    public int Power { get; init; } = 2;

    /// <summary>Number of mel bands, the rows of the spectrogram. The default value is 128.</summary>
    public int MelBands { get; init; } = 128;

    /// <summary>Lower edge of the lowest band in hertz. The default value is 0.</summary>
    public double MinFrequency { get; init; }

    /// <summary>Upper edge of the highest band in hertz; null is half the sample rate. The default value is null.</summary>
    public double? MaxFrequency { get; init; }

    /// <summary>Where the bands lie. The default value is <see cref="MelScale.Slaney"/>.</summary>
    public MelScale MelScale { get; init; } = MelScale.Slaney;

    /// <summary>How the bands are scaled. The default value is <see cref="MelNormalization.Slaney"/>.</summary>
    public MelNormalization MelNormalization { get; init; } = MelNormalization.Slaney;

    /// <summary>What is done with the mel values. The default value is <see cref="MelCompression.Decibels"/>.</summary>
    public MelCompression Compression { get; init; } = MelCompression.Decibels;

    /// <summary>For decibels: the floor lies this many decibels below the clip's maximum. The default value is 80.</summary>
    public float DynamicRange { get; init; } = 80;

    /// <summary>For logarithms: what a mel value is multiplied by. The default value is 1.</summary>
    public float LogFactor { get; init; } = 1;

    /// <summary>For logarithms: what is added before the logarithm is taken; above 0. The default value is 1e-5.</summary>
    public float LogOffset { get; init; } = 1e-5f;

    /// <summary>For logarithms: what is added to the logarithm. The default value is 0.</summary>
    public float OutputShift { get; init; }

    /// <summary>For logarithms: what the shifted logarithm is multiplied by. The default value is 1.</summary>
    public float OutputScale { get; init; } = 1;

    /// <summary>Upper edge of the highest band in hertz, with the default resolved.</summary>
    [JsonIgnore]
    public double UpperFrequency => MaxFrequency ?? SampleRate / 2.0;

    /// <summary>Number of frequency bins a frame's Fourier transform gives: <see cref="FftSize"/> / 2 + 1.</summary>
    [JsonIgnore]
    public int Bins => FftSize / 2 + 1;
}
