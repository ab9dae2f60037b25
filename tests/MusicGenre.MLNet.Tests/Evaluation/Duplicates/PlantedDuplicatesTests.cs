using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Duplicates;
using MusicGenre.MLNet.Tests.Audio;

namespace MusicGenre.MLNet.Tests.Evaluation.Duplicates;

/// <summary>Copies planted among real music are all found, and nothing else is taken for one.</summary>
[Category(SharedData.Category)]
public class PlantedDuplicatesTests
{
    [Test]
    public void GTZAN_mini_reencoded_shifted_and_softer_copies_are_found_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string source = SharedData.Get("data", "gtzan-mini");
        string[] files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);
        foreach (string file in files.Where(f => Path.GetExtension(f) is ".wav" or ".ogg"))
        {
            string copy = folder.Combine(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Ffmpeg.Run("-i", folder.Combine("jazz", "jazz.00000.wav"), "-b:a", "128k", folder.Combine("jazz", "zz-mp3.mp3"));
        Ffmpeg.Run("-ss", "0.5", "-i", folder.Combine("disco", "disco.00001.ogg"), folder.Combine("pop", "zz-later.wav"));
        Ffmpeg.Run(
            "-i", folder.Combine("classical", "classical.00002.ogg"), "-af", "volume=-9dB", folder.Combine("classical", "zz-softer.wav"));

        // A lower bar than the default's shows how far real music stays below it.
        IReadOnlyList<DuplicatePair> all = DuplicateFinder.Find(
            GenreDataset.Open(folder.Path), new DuplicateOptions { Correlation = 0.01 }).Pairs;

        double bar = new DuplicateOptions().Correlation;
        DuplicatePair[] found = [.. all.Where(pair => pair.Correlation >= bar)];
        TestContext.Out.WriteLine($"{string.Join("; ", found.Select(pair => $"{pair.First} = {pair.Second}: {pair.Correlation:0.000}"))}");
        IEnumerable<double> highest = all.Except(found).Select(pair => pair.Correlation).OrderDescending().Take(5);
        TestContext.Out.WriteLine($"highest of the others: {string.Join(", ", highest.Select(c => $"{c:0.000}"))}");
        Assert.That(all.Except(found).Max(pair => pair.Correlation), Is.LessThan(bar - 0.2), "with room to spare");
        Assert.That(found.Select(pair => (pair.First, pair.Second)), Is.EquivalentTo(new[]
        {
            ("jazz/jazz.00000.wav", "jazz/zz-mp3.mp3"),
            ("disco/disco.00001.ogg", "pop/zz-later.wav"),
            ("classical/classical.00002.ogg", "classical/zz-softer.wav"),
        }));
        Assert.That(found.Single(pair => pair.IsAcrossGenres).Offset.TotalSeconds, Is.EqualTo(0.5).Within(0.05));
    }
}
