using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>Decode and mel + dB of many 30-s WAVs on one core and on all.</summary>
internal static class MelScenario
{
    private const int Runs = 3;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        string data = options.Data ?? Music.WriteFolders(folder.Path, tracks: 20, genres: 1);
        string[] found = Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories);
        string[] files = [.. Enumerable.Range(0, options.Count ?? 100).Select(i => found[i % found.Length])];
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        Timing.Header("decode + mel + dB", "threads", "seconds", "CPU seconds", "ms a file");
        foreach (int threads in (int[])[1, Environment.ProcessorCount])
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
            double cpu = Timing.CpuSeconds();
            double seconds = Timing.MedianMilliseconds(
                Runs, () => Parallel.ForEach(files, parallel, file => extractor.Compute(AudioClip.FromFile(file, 22_050)))) / 1000;
            Timing.Row($"{files.Length} WAVs ({found.Length} different)", threads, $"{seconds:0.00}",
                $"{(Timing.CpuSeconds() - cpu) / (Runs + 1):0.00}", $"{1000 * seconds / files.Length:0.0}");
        }
    }
}
