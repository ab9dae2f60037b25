using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>
/// Every step of an augmentation plan on 30 s, its draw included: sound as samples, the others as a spectrogram. MP3 runs ffmpeg.
/// </summary>
public class AugmentationBenchmarks
{
    private AudioClip _clip = null!;
    private MelSpectrogram _mel = null!;
    private AugmentedCopy _copy = null!;

    [ParamsSource(nameof(Kinds))]
    public string Step { get; set; } = "";

    public static IEnumerable<string> Kinds => AugmentationPlan.AllSteps.Select(step => step.Kind);

    [GlobalSetup]
    public void Setup()
    {
        _clip = Music.Clip();
        _mel = new MelSpectrogramExtractor(MelOptions.Librosa).Compute(_clip);
        _copy = new AugmentationPlan { Copies = 1, Steps = [AugmentationPlan.AllSteps.Single(step => step.Kind == Step)] }.Draw(
            "blues/clip.wav", 1);
    }

    [Benchmark]
    public object Apply() => _copy.ChangesSpectrograms ? _copy.Apply(_mel, 0) : _copy.Apply(_clip, 0, CancellationToken.None);
}
