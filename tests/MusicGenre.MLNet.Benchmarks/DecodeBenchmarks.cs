using BenchmarkDotNet.Attributes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>Reading a 30-s file of 22,050 Hz: WAV in process, mp3 and Ogg Vorbis through ffmpeg, at its own rate and resampled.</summary>
public class DecodeBenchmarks
{
    private readonly TemporaryFolder _folder = new();
    private readonly AudioClip _clip = Music.Clip();
    private string _file = "";

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    public static IEnumerable<string> Formats => ["wav", "mp3", "ogg"];

    [GlobalSetup]
    public void Setup()
    {
        string wav = _folder.Combine("clip.wav");
        _clip.SaveWav(wav);
        _file = Format == "wav" ? wav : Music.Encode(wav, Format);
    }

    [GlobalCleanup]
    public void Cleanup() => _folder.Dispose();

    [Benchmark]
    public AudioClip Decode() => AudioClip.FromFile(_file);

    [Benchmark]
    public AudioClip DecodeTo32000Hz() => AudioClip.FromFile(_file, 32_000);
}
