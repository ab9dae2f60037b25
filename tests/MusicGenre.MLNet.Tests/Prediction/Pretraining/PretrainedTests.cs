using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Prediction.Pretraining;

public class PretrainedTests
{
    private static readonly string[] Gtzan = ["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"];

    private TemporaryFolder _folder = null!;
    private AudioClip _clip = null!;
    private string _file = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _clip = ToneGenres.Compose("noise", 24, 8);
        _file = _folder.Combine("clip.wav");
        _clip.SaveWav(_file);
    }

    [OneTimeTearDown]
    public void CleanUp() => _folder?.Dispose();

    [Test]
    public void Pretrained_knows_at_least_thirty_genres_among_them_gtzans_ten()
    {
        using MusicGenreClassifier all = MusicGenreClassifier.Pretrained();
        using MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(Gtzan);

        Assert.That(all.Genres, Has.Count.GreaterThanOrEqualTo(30).And.Unique.And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(all.Genres, Is.EqualTo(MusicGenreClassifier.PretrainedGenres));
        Assert.That(ten.Genres, Is.EqualTo(Gtzan));
    }

    [Test]
    public void Manifest_says_that_nothing_of_the_users_was_learned()
    {
        using MusicGenreClassifier all = MusicGenreClassifier.Pretrained();

        Assert.Multiple(() =>
        {
            Assert.That(all.Manifest.IsPretrained, Is.True);
            Assert.That(all.Manifest.TrainingTracks, Is.Zero);
            Assert.That(all.Manifest.HeldOut, Is.Null);
            Assert.That(all.Manifest.RefitOnAllData, Is.False);
            Assert.That(all.Manifest.Backbone.Name, Is.EqualTo("mobile"));
            Assert.That(all.HeldOut, Is.Null);
            Assert.That(all.Training, Is.Null);
        });
    }

    [Test]
    public void Predict_some_genres_gives_the_shares_that_all_genres_give_them()
    {
        using MusicGenreClassifier all = MusicGenreClassifier.Pretrained();
        using MusicGenreClassifier some = MusicGenreClassifier.Pretrained("rock", "HipHop", "jazz");

        GenrePrediction whole = all.Predict(_clip), part = some.Predict(_clip);

        Assert.That(part.Ranked.Select(r => r.Genre), Is.EquivalentTo(new[] { "rock", "HipHop", "jazz" }));
        Assert.That(part.Ranked.Sum(r => r.Probability), Is.EqualTo(1).Within(1e-5));
        Assert.That(whole.Ranked.Sum(r => r.Probability), Is.EqualTo(1).Within(1e-5));
        float rock = Of(whole, "rock"), hipHop = Of(whole, "hip hop"), jazz = Of(whole, "jazz"), sum = rock + hipHop + jazz;
        Assert.That(Of(part, "rock"), Is.EqualTo(rock / sum).Within(1e-4));
        Assert.That(Of(part, "HipHop"), Is.EqualTo(hipHop / sum).Within(1e-4));
        Assert.That(Of(part, "jazz"), Is.EqualTo(jazz / sum).Within(1e-4));
    }

    [Test]
    public void Predict_file_picture_many_answer_with_a_taggram_of_five_seconds()
    {
        using MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(Gtzan);
        string png = _folder.Combine("clip.png");
        SpectrogramImage.FromClip(_clip).Save(png);

        GenrePrediction fromFile = ten.Predict(_file);
        PredictionResult[] many = [.. ten.PredictMany([_file, "nowhere.wav", png], new PredictOptions { AllowPictures = true })];

        Assert.That(
            fromFile.Taggram.Segments.Select(s => s.End.TotalSeconds),
            Is.EqualTo(new[] { 5.0, 10, 15, 20, 24 }),
            "the last 4 s are more than half a segment");
        Assert.That(many.Select(m => m.Succeeded), Is.EqualTo(new[] { true, false, true }));
        Assert.That(many[0].Prediction!.Ranked, Is.EqualTo(fromFile.Ranked));
        Assert.That(many[2].Prediction!.Taggram.Segments, Has.Count.EqualTo(4));
    }

    [Test]
    public void Save_load_gives_the_same_classifier()
    {
        string model = _folder.Combine("ten.zip");
        GenrePrediction expected;
        using (MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(Gtzan))
        {
            ten.Save(model);
            expected = ten.Predict(_file);
        }

        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(model);
        using var again = new MemoryStream();
        loaded.Save(again);
        again.Position = 0;
        using MusicGenreClassifier twice = MusicGenreClassifier.Load(again);

        Assert.That(loaded.Genres, Is.EqualTo(Gtzan));
        Assert.That(loaded.Manifest.IsPretrained, Is.True);
        Assert.That(loaded.Predict(_file).Ranked, Is.EqualTo(expected.Ranked));
        Assert.That(twice.Predict(_file).Ranked, Is.EqualTo(expected.Ranked));
        Assert.That(new FileInfo(model).Length, Is.LessThan(7 << 20), "the backbone once, and little else");
    }

    [Test]
    public void ML_net_load_prediction_engine_gives_the_classifiers_answers()
    {
        string model = _folder.Combine("engine.zip");
        using MusicGenreClassifier ten = MusicGenreClassifier.Pretrained(Gtzan);
        ten.Save(model);
        MLContext ml = new MLContext().RegisterMusicGenre();
        ITransformer chain = ml.Model.Load(model, out DataViewSchema schema);
        using PredictionEngine<GenreModelInput, GenreModelOutput> engine =
            ml.Model.CreatePredictionEngine<GenreModelInput, GenreModelOutput>(chain, schema);

        GenreModelOutput output = engine.Predict(new GenreModelInput { AudioPath = _file });

        GenrePrediction expected = ten.Predict(_file);
        Assert.That(output.PredictedLabel, Is.EqualTo(expected.Genre));
        Assert.That(output.Score, Is.EqualTo(ten.Genres.Select(g => Of(expected, g))).Within(1e-4f));
        VBuffer<ReadOnlyMemory<char>> names = default;
        chain.GetOutputSchema(schema)["Score"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(n => n.ToString()), Is.EqualTo(Gtzan));
    }

    [Test]
    public void Evaluate_folders_written_in_another_way_are_found_and_unknown_ones_named()
    {
        string data = ToneGenres.Write(_folder.Combine("music"), tracks: 2);
        Directory.Move(Path.Combine(data, "high"), Path.Combine(data, "Hip-Hop"));
        Directory.Move(Path.Combine(data, "low"), Path.Combine(data, "jazz"));
        using MusicGenreClassifier all = MusicGenreClassifier.Pretrained();

        EvaluationResult result = all.Evaluate(data, new TrainOptions { WorkspacePath = _folder.Combine("cache") });

        Assert.That(result.Tracks.Select(t => t.Genre).Distinct(), Is.EquivalentTo(new[] { "hip hop", "jazz" }));
        Assert.That(result.Metrics.Count, Is.EqualTo(4));
        Assert.That(result.Skipped.Select(s => s.Reason), Has.Exactly(2).Contains("'noise'"));
        ScoredTrack first = result.Tracks[0];
        GenrePrediction predicted = all.Predict(Path.Combine(data, first.Track));
        Assert.That(first.Probabilities.ToArray(), Is.EqualTo(all.Genres.Select(g => Of(predicted, g))).Within(1e-6f));
    }

    [Test]
    public void Pretrained_wrong_genres_is_one_clear_error()
    {
        Assert.That(
            () => MusicGenreClassifier.Pretrained("rock", "polka"),
            Throws.ArgumentException.With.Message.Contains("the genre 'polka'")
                .And.Message.Contains("blues").And.Message.Contains("hip hop"));
        Assert.That(
            () => MusicGenreClassifier.Pretrained("hiphop", "hip hop"), Throws.ArgumentException.With.Message.Contains("same genre"));
        Assert.That(() => MusicGenreClassifier.Pretrained(new List<string>()), Throws.ArgumentException.With.Message.Contains("No genre"));
        Assert.That(() => MusicGenreClassifier.Pretrained((IEnumerable<string>)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Train_on_the_default_backbone_learns_and_keeps_the_backbone_in_the_model()
    {
        string data = ToneGenres.Write(_folder.Combine("tones"), tracks: 8);
        string model = _folder.Combine("tones.zip");
        using MusicGenreClassifier trained = MusicGenreClassifier.Train(
            data, new TrainOptions { WorkspacePath = _folder.Combine("cache") });
        trained.Save(model);
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(model);

        Assert.That(trained.Manifest.Backbone.Name, Is.EqualTo("mobile"));
        Assert.That(trained.Manifest.IsPretrained, Is.False);
        Assert.That(loaded.Predict(_file).Ranked, Is.EqualTo(trained.Predict(_file).Ranked));
        Assert.That(trained.Predict(ToneGenres.Compose("high", 2, 950)).Genre, Is.EqualTo("high"));
        Assert.That(new FileInfo(model).Length, Is.LessThan(7 << 20));
    }

    private static float Of(GenrePrediction prediction, string genre) => prediction.Ranked.Single(r => r.Genre == genre).Probability;
}
