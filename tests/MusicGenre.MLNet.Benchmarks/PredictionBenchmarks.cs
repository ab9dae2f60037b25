using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>
/// Whole classifications, file in, genre out, by a warm classifier of ten genres: one 30-s WAV, and a folder of 20 files, half of them
/// mp3.
/// </summary>
public class PredictionBenchmarks
{
    private readonly TemporaryFolder _folder = new();
    private MusicGenreClassifier _classifier = null!;
    private string[] _files = [];

    [ParamsSource(nameof(Names))]
    public string Backbone { get; set; } = "";

    public static IEnumerable<string> Names => Networks.Present;

    [GlobalSetup]
    public void Setup()
    {
        string data = Music.WriteFolders(_folder.Combine("music"), tracks: 40, genres: 10);
        _classifier = MusicGenreClassifier.Train(data, new TrainOptions { Backbone = Backbone, ReuseCachedBottleneckValues = false });
        string[] waves = [.. Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(20)];
        _files = [.. waves.Select((wav, i) => i % 2 == 0 ? wav : Music.Encode(wav, "mp3"))];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [Benchmark]
    public GenrePrediction OneWav() => _classifier.Predict(_files[0]);

    [Benchmark]
    public int Folder20() => _classifier.PredictMany(_files).Count(r => r.Succeeded);
}
