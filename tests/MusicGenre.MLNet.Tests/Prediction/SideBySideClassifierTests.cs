using System.IO.Compression;
using Microsoft.ML;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Tests.Backbones.SideBySide;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Prediction;

/// <summary>A classifier on three backbones side by side, one of them with another sample rate, through all that classifiers do.</summary>
public sealed class SideBySideClassifierTests
{
    private TemporaryFolder _folder = null!;
    private string _data = "", _names = "", _model = "";
    private MusicGenreClassifier _trained = null!, _loaded = null!;

    private string Cache => _folder.Combine("cache");

    private string[] Files => [.. Directory.GetFiles(_data, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        _data = ToneGenres.Write(_folder.Combine("music"), 5, seconds: 12);
        _names = $"mobile+{OtherRate.Write(_folder)}+mel-statistics";
        _trained = MusicGenreClassifier.Train(_data, Options(_names));
        _model = _folder.Combine("model.zip");
        _trained.Save(_model);
        _loaded = MusicGenreClassifier.Load(_model);
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _trained.Dispose();
        _loaded.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void The_model_says_what_it_is_made_of_and_knows_its_limits()
    {
        Assert.That(_trained.HeldOut!.Metrics.Top1, Is.EqualTo(1));
        Assert.That(_trained.HeldOut.Origin!.Backbone, Is.EqualTo("mobile+other-rate+mel-statistics"));
        Assert.That(_loaded.Manifest.Backbone.Name, Is.EqualTo("mobile+other-rate+mel-statistics"));
        Assert.That(_loaded.Manifest.Backbone.EmbeddingSize, Is.EqualTo(768 + 128 + 896));
        Assert.That(_loaded.Manifest.BackboneHash, Is.EqualTo(_trained.Manifest.BackboneHash));
        Assert.That(_loaded.ToString(), Does.Contain("backbone mobile+other-rate+mel-statistics"));
        Assert.That(_loaded.Predict(Files[0]).HasSets, Is.True);
    }

    [Test]
    public void A_loaded_model_gives_the_same_probabilities_for_files_streams_clips_and_many()
    {
        foreach (string file in Files)
        {
            GenrePrediction expected = _trained.Predict(file);
            Assert.That(expected.Genre, Is.EqualTo(Path.GetFileName(Path.GetDirectoryName(file))));
            Assert.That(_loaded.Predict(file), Is.EqualTo(expected));
        }
        string first = Files[0];
        GenrePrediction whole = _loaded.Predict(first);
        using FileStream stream = File.OpenRead(first);
        Assert.That(_loaded.Predict(stream), Is.EqualTo(whole));
        Assert.That(_loaded.Predict((ReadOnlyMemory<byte>)File.ReadAllBytes(first)), Is.EqualTo(whole));
        Assert.That(
            _loaded.Predict(AudioClip.FromFile(first)).Ranked.Select(genre => genre.Probability),
            Is.EqualTo(whole.Ranked.Select(genre => genre.Probability)).Within(1e-3));
        Assert.That(
            _loaded.PredictMany(Files).Select(result => result.Prediction), Is.EqualTo(Files.Select(file => _loaded.Predict(file))));
        Assert.That(whole.Taggram.Segments, Has.Count.EqualTo(1), "12 s are one segment of mobile");
    }

    [Test]
    public async Task A_stream_that_is_read_asynchronously_gives_the_same()
    {
        await using var stream = new AsyncOnlyStream(File.ReadAllBytes(Files[1]));

        Assert.That(await _loaded.PredictAsync(stream), Is.EqualTo(_loaded.Predict(Files[1])));
    }

    [Test]
    public void A_part_of_a_track_is_predicted()
    {
        var part = new PredictOptions { Start = TimeSpan.FromSeconds(2), Duration = TimeSpan.FromSeconds(5), MaxSegments = 1 };

        GenrePrediction prediction = _loaded.Predict(Files[^1], part);

        Assert.That(prediction.Genre, Is.EqualTo("noise"));
        Assert.That(prediction.Taggram.Segments[0].Start, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void ML_net_loads_the_file_and_gives_the_same_probabilities()
    {
        var mlContext = new MLContext().RegisterMusicGenre();
        ITransformer transformer = mlContext.Model.Load(_model, out _);
        using var owned = (IDisposable)transformer;
        using PredictionEngine<GenreModelInput, GenreModelOutput> engine =
            mlContext.Model.CreatePredictionEngine<GenreModelInput, GenreModelOutput>(transformer);

        foreach (string file in Files.Where((_, i) => i % 4 == 0))
        {
            GenrePrediction expected = _loaded.Predict(file);
            GenreModelOutput output = engine.Predict(new GenreModelInput { AudioPath = file });
            Assert.That(output.PredictedLabel, Is.EqualTo(expected.Genre));
            Assert.That(
                output.Score, Is.EqualTo(_loaded.Genres.Select(g => expected.Ranked.Single(r => r.Genre == g).Probability)).Within(1e-4));
        }
    }

    [Test]
    public void A_large_backbone_is_read_from_ML_nets_part_of_the_file()
    {
        using var file = new MemoryStream();
        ModelFile.Write(_trained.Model, file, largestBackboneEntry: 0);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
            Assert.That(zip.GetEntry("MusicGenre/backbone.bin"), Is.Null);
        file.Position = 0;

        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(file);

        Assert.That(loaded.Predict(Files[0]), Is.EqualTo(_trained.Predict(Files[0])));
    }

    [Test]
    public void Each_part_keeps_its_own_entries_which_it_has_alone_as_well()
    {
        int entries = Entries();

        foreach (string alone in _names.Split('+'))
        {
            using MusicGenreClassifier one = MusicGenreClassifier.Train(_data, Options(alone));
            Assert.That(one.Training!.EmbeddingsFromCache, Is.EqualTo(Files.Length), alone);
        }
        using MusicGenreClassifier two = MusicGenreClassifier.Train(_data, Options("mel-statistics+mobile"));
        Assert.That(two.Training!.EmbeddingsFromCache, Is.EqualTo(Files.Length));
        using MusicGenreClassifier more = MusicGenreClassifier.Train(_data, Options("mobile+resnet"));
        Assert.That(more.Training!.EmbeddingsFromCache, Is.Zero, "one of the parts was new");
        Assert.That(Entries(), Is.EqualTo(entries + Files.Length));

        int Entries() => Directory.GetFiles(Cache, "*.emb", SearchOption.AllDirectories).Length;
    }

    [Test]
    public void A_cross_validation_and_an_evaluation_use_all_parts()
    {
        CrossValidationResult result = MusicGenreClassifier.CrossValidate(_data, Options(_names) with { Folds = 3 });
        Assert.That(result.Pooled.Metrics.Top1, Is.EqualTo(1));

        string other = ToneGenres.Write(_folder.Combine("other"), 2, seconds: 3, seed: 50);
        Assert.That(_loaded.Evaluate(other, Options("mobile")).Metrics.Top1, Is.EqualTo(1));
    }

    [Test]
    public void An_explanation_covers_the_music_for_all_parts()
    {
        AudioClip high = ToneGenres.Compose("high", 6, 7), low = ToneGenres.Compose("low", 6, 8);
        var both = new AudioClip((float[])[.. high.Samples.Span, .. low.Samples.Span], ToneGenres.SampleRate);
        var options = new ExplainOptions { Genre = "high", PatchSeconds = 2, FrequencyParts = 4 };

        Explanation explanation = _loaded.Explain(both, options);

        TimeEvidence[] first = [.. explanation.Moments.Where(m => m.End.TotalSeconds <= 6.1)];
        TimeEvidence[] second = [.. explanation.Moments.Where(m => m.Start.TotalSeconds >= 5.9)];
        Assert.That(first, Is.Not.Empty);
        Assert.That(second, Is.Not.Empty);
        Assert.That(first.Average(m => m.Evidence), Is.GreaterThan(second.Average(m => m.Evidence)));
        Assert.That(explanation.Patches, Has.Count.EqualTo(4 * explanation.Moments.Count));
        Assert.That(explanation.Probability, Is.EqualTo(
            explanation.Prediction.Ranked.Single(g => g.Genre == "high").Probability).Within(1e-4));

        // What the other parts hear counts: with mobile alone the evidence is another.
        using MusicGenreClassifier alone = MusicGenreClassifier.Train(_data, Options("mobile"));
        Assert.That(alone.Explain(both, options).Moments.Select(m => m.Start), Is.EqualTo(explanation.Moments.Select(m => m.Start)));
    }

    [Test]
    public void Pictures_are_learned_from_and_predicted_where_all_parts_accept_them()
    {
        string pictures = _folder.Combine("pictures");
        foreach (string file in Files)
        {
            string picture = Path.ChangeExtension(file.Replace(_data, pictures, StringComparison.Ordinal), ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
            SpectrogramImage.FromClip(AudioClip.FromFile(file, 22_050)).Save(picture);
        }

        using MusicGenreClassifier classifier = MusicGenreClassifier.Train(pictures, Options("mel-statistics+mobile"));

        Assert.That(classifier.HeldOut!.Metrics.Top1, Is.EqualTo(1));
        Assert.That(classifier.Explain(Path.Combine(pictures, "low", "low00.png")).Genre, Is.EqualTo("low"));
        Assert.That(
            () => MusicGenreClassifier.Train(pictures, Options(_names)),
            Throws.TypeOf<BackboneException>().With.Message.Contains("mobile+other-rate+mel-statistics").And.Message.Contains("requires audio"));
        Assert.That(
            () => _loaded.Predict(Path.Combine(pictures, "low", "low00.png")),
            Throws.TypeOf<BackboneException>().With.Message.Contains("other-rate").And.Message.Contains("requires audio"));
    }

    [Test]
    public void Augmented_copies_are_made_for_each_part_and_kept()
    {
        TrainOptions options = Options($"mel-statistics+{OtherRate.Write(_folder)}") with
        {
            Augmentation = new AugmentationPlan { Copies = 1, Steps = [new NoiseStep { Probability = 1 }, new BandMaskStep { Probability = 1 }] },
        };

        using MusicGenreClassifier first = MusicGenreClassifier.Train(_data, options);
        int entries = Directory.GetFiles(Cache, "*.emb", SearchOption.AllDirectories).Length;
        using MusicGenreClassifier again = MusicGenreClassifier.Train(_data, options);

        Assert.That(first.Training!.AugmentedCopies, Is.EqualTo(Files.Length));
        Assert.That(Directory.GetFiles(Cache, "*.emb", SearchOption.AllDirectories), Has.Length.EqualTo(entries));
        Assert.That(again.Predict(Files[0]), Is.EqualTo(first.Predict(Files[0])));
    }

    [Test]
    public void The_order_of_the_parts_changes_no_answer()
    {
        using MusicGenreClassifier one = MusicGenreClassifier.Train(_data, Options("mobile+mel-statistics"));
        using MusicGenreClassifier other = MusicGenreClassifier.Train(_data, Options("mel-statistics+mobile"));

        foreach (string file in Files)
            Assert.That(
                one.Predict(file).Ranked.OrderBy(g => g.Genre).Select(g => g.Probability),
                Is.EqualTo(other.Predict(file).Ranked.OrderBy(g => g.Genre).Select(g => g.Probability)).Within(0.01));
    }

    private TrainOptions Options(string backbone) => new() { Backbone = backbone, WorkspacePath = Cache };
}
