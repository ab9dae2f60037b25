using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>The PNG of a 30-s clip, 128 × 1,292 pixels, in memory.</summary>
public class PictureBenchmarks
{
    private readonly SpectrogramImage _image = SpectrogramImage.FromClip(Music.Clip());
    private byte[] _png = [];

    [GlobalSetup]
    public void Setup() => _png = _image.ToPng();

    [Benchmark]
    public byte[] WritePng() => _image.ToPng();

    [Benchmark]
    public SpectrogramImage ReadPng() => SpectrogramImage.Load(_png);

    [Benchmark]
    public SpectrogramImage ResizeTo224() => _image.Resize(224, 224);
}
