using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Performance;

[NonParallelizable]
[Category(Categories.Memory)]
public class PredictionMemoryTests
{
    private readonly TemporaryFolder _folder = new();
    private MusicGenreClassifier _classifier = null!;

    [OneTimeSetUp]
    public void Train()
    {
        string data = ToneGenres.Write(_folder.Combine("music"));
        _classifier = MusicGenreClassifier.Train(
            data, new TrainOptions { Learner = new HeadLearner { Backbone = MelStatisticsBackbone.CatalogueName, L2Candidates = [1] },
                ReuseCachedBottleneckValues = false });
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Three_hour_file_is_classified_in_bounded_memory()
    {
        string path = _folder.Combine("long.wav");
        SparseWav.Write(path, TimeSpan.FromHours(3), ToneGenres.SampleRate);
        long workingSet = Environment.WorkingSet;
        long before = GC.GetTotalAllocatedBytes(precise: true);

        GenrePrediction answer = _classifier.Predict(path);

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Taggram.Segments, Has.Count.InRange(2, 4), "two minutes, evenly spread");
            Assert.That(answer.Taggram.Segments[^1].End, Is.GreaterThan(TimeSpan.FromHours(1.4)));
            // The samples of three hours are 950 MB.
            Assert.That(allocated, Is.LessThan(200_000_000), "bytes allocated in all");
            Assert.That(Environment.WorkingSet - workingSet, Is.LessThan(200_000_000), "growth of the process in bytes");
        });
    }

    [Test]
    public void A_warm_look_at_half_a_minute_allocates_little_more_than_its_answer()
    {
        using Backbone backbone = BackboneCatalog.Open(BackboneCatalog.Default);
        var embedder = new TrackEmbedder(backbone);
        string path = _folder.Combine("half-minute.wav");
        ToneGenres.Compose("low", 30, 1).SaveWav(path);
        embedder.Embed(path);

        // The least of several: the pool may have given its arrays to another test in between.
        long allocated = Enumerable.Range(0, 10).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            embedder.Embed(path);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        // Samples and spectrograms are 3.3 MB; a block of the file is 66 kB.
        Assert.That(allocated, Is.LessThan(200_000));
    }

    [Test]
    public void Ten_thousand_predictions_do_not_grow_the_process()
    {
        // A picture is taken as short as it is; sound is repeated until it fills this backbone's half a minute, so it is predicted less
        // often.
        AudioClip clip = ToneGenres.Compose("low", 0.5, 1);
        SpectrogramImage picture = SpectrogramImage.FromClip(clip);
        RequireNoGrowth(() => _classifier.Predict(picture), warmUp: 1000, predictions: 10_000);
        RequireNoGrowth(() => _classifier.Predict(clip), warmUp: 20, predictions: 100);
    }

    [Test]
    [Category(SharedData.Category)]
    public void Predictions_with_a_network_do_not_grow_the_process()
    {
        string data = ToneGenres.Write(_folder.Combine("few"), tracks: 3);
        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(
            data, new TrainOptions { Learner = new HeadLearner { Backbone = PretrainedNetworks.PathOf("efficientat"), L2Candidates = [1] }, ReuseCachedBottleneckValues = false });
        AudioClip clip = ToneGenres.Compose("low", 0.5, 1);
        RequireNoGrowth(() => classifier.Predict(clip), warmUp: 100, predictions: 400);
    }

    private static void RequireNoGrowth(Action predict, int warmUp, int predictions)
    {
        Predict(warmUp);
        (long live, long workingSet) = Held();

        Predict(predictions);

        (long liveAfter, long workingSetAfter) = Held();
        Assert.Multiple(() =>
        {
            Assert.That(liveAfter - live, Is.LessThan(1_000_000), "bytes that stayed alive");
            // One kilobyte of native memory a prediction would be 10 MB.
            Assert.That(workingSetAfter - workingSet, Is.LessThan(60_000_000), "growth of the process in bytes");
        });

        // What the collector keeps for young objects to come is its own affair, and given back first.
        static (long Live, long WorkingSet) Held()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        }

        void Predict(int count)
        {
            for (int i = 0; i < count; i++)
                predict();
        }
    }
}
