using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Tests.Performance;

[NonParallelizable]
[Category(Categories.Memory)]
public class HotPathTests
{
    [Test]
    public void The_library_never_makes_a_prediction_engine()
    {
        using var file = new PEReader(File.OpenRead(typeof(MusicGenreClassifier).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        string[] types = [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name))];
        string[] members = [.. metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name))];

        Assert.Multiple(() =>
        {
            Assert.That(types, Has.Some.EqualTo("MLContext"), "the names are read at all");
            Assert.That(types, Has.None.Contains("PredictionEngine"));
            Assert.That(members, Has.None.Contains("PredictionEngine"));
        });
    }

    [Test]
    [Platform("Linux", Reason = "the counters are those of Linux")]
    public void A_warm_prediction_reads_nothing_but_the_audio_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 3);
        string model = folder.Combine("model.zip");
        using (MusicGenreClassifier trained = MusicGenreClassifier.Train(
            data, new TrainOptions { Learner = new HeadLearner { Backbone = MelStatisticsBackbone.CatalogueName, L2Candidates = [1] },
                ReuseCachedBottleneckValues = false }))
            trained.Save(model);
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(model);
        File.Delete(model);
        string audio = Directory.GetFiles(data, "*.wav", SearchOption.AllDirectories)[0];
        classifier.Predict(audio);

        // The least of several: the test runner may read and write in between.
        (long Read, long Written)[] traffic = [.. Enumerable.Range(0, 10).Select(_ => Traffic(() => classifier.Predict(audio)))];

        Assert.Multiple(() =>
        {
            // Beside the samples, the first bytes are looked at twice, and the counters are a file themselves.
            Assert.That(traffic.Min(t => t.Read), Is.InRange(new FileInfo(audio).Length, new FileInfo(audio).Length + 10_000));
            Assert.That(traffic.Min(t => t.Written), Is.Zero);
        });
    }

    private static (long Read, long Written) Traffic(Action work)
    {
        (long read, long written) = Counters();
        work();
        (long readAfter, long writtenAfter) = Counters();
        return (readAfter - read, writtenAfter - written);
    }

    private static (long Read, long Written) Counters()
    {
        string[] lines = File.ReadAllLines("/proc/self/io");
        return (Value("rchar: "), Value("wchar: "));

        long Value(string name) => long.Parse(
            lines.Single(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
    }
}
