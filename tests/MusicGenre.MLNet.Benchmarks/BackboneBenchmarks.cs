using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>The embeddings of a 30-s clip in memory at the backbone's own rate, on one thread: front end and network.</summary>
public class BackboneBenchmarks
{
    private Backbone _backbone = null!;
    private TrackEmbedder _embedder = null!;
    private AudioClip _clip = null!;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    public static IEnumerable<string> Names => Networks.Present;

    [GlobalSetup]
    public void Setup()
    {
        _backbone = BackboneCatalog.Open(Name);
        _embedder = new TrackEmbedder(_backbone);
        _clip = Music.Clip().Resample(_backbone.Description.Mel.SampleRate);
    }

    [GlobalCleanup]
    public void Cleanup() => _backbone.Dispose();

    [Benchmark]
    public SegmentEmbeddings Embed() => _embedder.Embed(_clip);
}
