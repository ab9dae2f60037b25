using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Learners;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Torch.Tests.FrontDoor;

/// <summary>What a network's trainer is given.</summary>
public sealed class NetworkLearningTests : TorchTest
{
    private const int Copies = 3;

    [Test]
    public void A_network_learns_from_copies_of_its_training_tracks_only()
    {
        using var folder = new TemporaryFolder();
        string music = ToneGenres.Write(folder.Combine("music"), tracks: 8, seconds: 1);
        var plan = new AugmentationPlan { Copies = Copies, Steps = [new NoiseStep { MinDecibels = 40, MaxDecibels = 50 }] };
        var context = new LearningContext(new SegmentOptions(), plan, ValidationSetFraction: 0.2, Seed: 1, Cache: null, new WorkContext(2));
        using SpectrogramNetwork untrained = NetworkArchitecture.SmallCnn.Create(3, new NetworkOptions { Width = 0.25 });
        var network = new TrainedNetwork(TrainedNetworks.Export(untrained, half: false), untrained.Describe(), 0, [], 0);
        var jobs = new List<NetworkJob>();
        var learning = new NetworkLearning(NetworkArchitecture.SmallCnn, context, job =>
        {
            jobs.Add(job);
            return network;
        });
        GenreDataset data = learning.Read(GenreDataset.Open(music));
        var learned = new HashSet<string>();
        foreach (TrackSplit fold in TrackSplitter.Folds(data.Tracks, 3, 1))
        {
            using TrainedClassifier trained = learning.Train(new TrainingPart(fold.Name, fold.Train));
            NetworkJob job = jobs[^1];
            string[] validation = [.. job.Validation.Select(e => e.Name)];
            string[] train = [.. job.Train.Select(e => e.Name)], sources = [.. train.Select(n => n.Split(" (copy ")[0]).Distinct()];
            Assert.That(validation, Has.None.Contains("(copy"));
            Assert.That(train, Has.Length.EqualTo(sources.Length * (1 + Copies)));
            Assert.That(sources.Intersect(validation), Is.Empty);
            Assert.That(sources.Intersect(fold.Test.Select(t => t.RelativePath)), Is.Empty);
            Assert.That(sources.Length + validation.Length, Is.EqualTo(fold.Train.Count));
            Assert.That(job.MayLearnFromValidation, Is.True, "it was split off these tracks");
            learned.UnionWith(sources);
        }
        Assert.That(learning.Copies, Is.EqualTo(learned.Count * Copies), "each made once for all folds");
        TrackSplit given = TrackSplitter.Split(data.Tracks, 0.3, 1);
        using TrainedClassifier last = learning.Train(new TrainingPart("given", given.Train, given.Test));
        Assert.That(jobs[^1].MayLearnFromValidation, Is.False);
    }

    [TestCaseSource(typeof(NetworkArchitecture), nameof(NetworkArchitecture.All))]
    public void An_architecture_is_described_without_a_network(NetworkArchitecture architecture)
    {
        using SpectrogramNetwork network = architecture.Create(3);

        Assert.That(architecture.Describe(3), Is.EqualTo(network.Describe() with { About = architecture.Describe(3).About }));
        Assert.That(architecture.Stride, Is.EqualTo(network.Stride));
    }
}
