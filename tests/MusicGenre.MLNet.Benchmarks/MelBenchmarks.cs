using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>The spectrogram of a 30-s clip on one thread.</summary>
public class MelBenchmarks
{
    private readonly AudioClip _clip = Music.Clip();
    private readonly AudioClip _clip32 = Music.Clip(sampleRate: 32_000);
    private readonly MelSpectrogramExtractor _decibels = new(MelOptions.Librosa);
    private readonly MelSpectrogramExtractor _power = new(MelOptions.Librosa with { Compression = MelCompression.None });
    private readonly MelSpectrogramExtractor _efficientAt = new(MelOptions.EfficientAt);

    [Benchmark]
    public MelSpectrogram Mel() => _power.Compute(_clip);

    [Benchmark]
    public MelSpectrogram MelDecibels() => _decibels.Compute(_clip);

    [Benchmark]
    public SpectrogramImage MelDecibelsPicture() => SpectrogramImage.FromMel(_decibels.Compute(_clip));

    [Benchmark]
    public MelSpectrogram EfficientAtFrontEnd() => _efficientAt.Compute(_clip32);
}
