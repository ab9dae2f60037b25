using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>Changing the rate of 30 s; the filter is made beforehand.</summary>
public class ResampleBenchmarks
{
    private AudioClip _clip = null!;
    private Resampler _resampler = null!;

    [Params("44100→22050", "22050→32000", "22050→16000", "48000→22050")]
    public string Rates { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] rates = [.. Rates.Split('→').Select(int.Parse)];
        _clip = Music.Clip(sampleRate: rates[0]);
        _resampler = new Resampler(rates[0], rates[1]);
    }

    [Benchmark]
    public float[] Resample() => _resampler.Resample(_clip.Samples.Span);
}
