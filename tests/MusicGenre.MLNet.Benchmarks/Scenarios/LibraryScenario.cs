using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Benchmarks.Material;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>A library of clips, every other one mp3, classified on all cores.</summary>
internal static class LibraryScenario
{
    private const int Different = 40;
    private const double ClipSeconds = 30;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        using MusicGenreClassifier classifier = TrainedClassifier.Create(folder, options.Backbone);
        string[] different = MixedFiles(folder, Different);
        int count = options.Count ?? 1000;
        string[] files = [.. Enumerable.Range(0, count).Select(i => different[i % different.Length])];
        classifier.PredictMany(different.Take(4)).Count();
        Timing.Header("backbone", "mp3 by", "files", "answers", "seconds", "CPU seconds with ffmpeg's", "× real time", "peak memory, MB");
        foreach (AudioDecoder decoder in new[] { AudioDecoder.InProcess, AudioDecoder.Ffmpeg })
        {
            AudioDecoding.Prefer = decoder;
            int answers = 0;
            double cpu = Timing.CpuSeconds();
            double seconds = Timing.Seconds(() => answers = classifier.PredictMany(files).Count(r => r.Succeeded));
            cpu = Timing.CpuSeconds() - cpu;
            Timing.Row(
                options.Backbone, decoder, $"{count} ({different.Length} different)", answers, $"{seconds:0.0}", $"{cpu:0.0}",
                $"{count * ClipSeconds / seconds:0}", $"{Timing.PeakMegabytes():0}");
        }
    }

    /// <summary>Files of 30 s, every other one an mp3.</summary>
    public static string[] MixedFiles(TemporaryFolder folder, int count)
    {
        string data = Music.WriteFolders(folder.Combine("library"), count, genres: 1, ClipSeconds);
        return [.. Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select((wav, i) => i % 2 == 0 ? wav : Music.Encode(wav, "mp3"))];
    }
}
