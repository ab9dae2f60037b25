using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Tests.Prediction;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Models;

public class ModelFileTests
{
    private TrainedToneClassifier _trained = null!;
    private string _model = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _trained = new TrainedToneClassifier();
        _model = _trained.Folder.Combine("tones.zip");
        _trained.Classifier.Save(_model);
    }

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [Test]
    public void Load_what_was_saved_predicts_the_same()
    {
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(_model);

        foreach (string file in _trained.Files)
            Assert.That(loaded.Predict(file).Ranked, Is.EqualTo(_trained.Classifier.Predict(file).Ranked));
    }

    [Test]
    public void Load_manifest_is_what_was_trained()
    {
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(_model);

        Assert.Multiple(() =>
        {
            Assert.That(loaded.Genres, Is.EqualTo(ToneGenres.Names));
            Assert.That(loaded.Manifest.Format, Is.EqualTo(1));
            Assert.That(loaded.Manifest.Backbone.Name, Is.EqualTo("mel-statistics"));
            Assert.That(loaded.Manifest.BackboneHash, Is.EqualTo(_trained.Classifier.Manifest.BackboneHash).And.Length.EqualTo(64));
            Assert.That(loaded.Manifest.TrainingTracks, Is.EqualTo(18));
            Assert.That(loaded.Manifest.RefitOnAllData, Is.True);
            Assert.That(loaded.Manifest.HeldOut!.Top1, Is.EqualTo(_trained.Classifier.HeldOut!.Metrics.Top1));
            Assert.That(loaded.Manifest.HeldOut.Tracks, Is.EqualTo(_trained.Classifier.HeldOut.Metrics.Count));
            Assert.That(loaded.Manifest.Created, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromHours(1)));
            Assert.That(loaded.HeldOut, Is.Null);
        });
    }

    [Test]
    public void Load_saved_again_predicts_the_same()
    {
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(_model);
        using var stream = new MemoryStream();
        loaded.Save(stream);
        stream.Position = 0;
        using MusicGenreClassifier again = MusicGenreClassifier.Load(stream);

        Assert.That(again.Predict(_trained.Files[0]).Ranked, Is.EqualTo(_trained.Classifier.Predict(_trained.Files[0]).Ranked));
    }

    [Test]
    public void Save_twice_gives_the_same_model_twice()
    {
        using MusicGenreClassifier pretrained = MusicGenreClassifier.Pretrained(["rock", "jazz"]);
        foreach (MusicGenreClassifier classifier in new[] { _trained.Classifier, pretrained })
        {
            GenrePrediction expected = classifier.Predict(_trained.Files[0]);
            for (int i = 0; i < 2; i++)
            {
                using var stream = new MemoryStream();
                classifier.Save(stream);
                stream.Position = 0;
                using MusicGenreClassifier loaded = MusicGenreClassifier.Load(stream);
                Assert.That(loaded.Predict(_trained.Files[0]).Ranked, Is.EqualTo(expected.Ranked));
            }
        }
    }

    [Test]
    public void Load_saved_again_is_the_same_file()
    {
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(_model);
        using var stream = new MemoryStream();
        loaded.Save(stream);

        Assert.That(stream.ToArray(), Is.EqualTo(File.ReadAllBytes(_model)));
    }

    [Test]
    public void Load_backbone_too_large_for_an_entry_of_its_own_predicts_the_same()
    {
        using GenreModel model = HoldOut.Train(
            _trained.Data, _trained.Options with { Learner = new HeadLearner { Backbone = _trained.Options.Backbone, L2Candidates = [1] } },
            new WorkContext(1)).Model;
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream, largestBackboneEntry: 0);
        using (var zip = new ZipArchive(new MemoryStream(stream.ToArray())))
            Assert.That(zip.GetEntry("MusicGenre/backbone.bin"), Is.Null);
        using GenreModel loaded = ModelFile.Read(stream.ToArray(), "the stream");

        Assert.That(loaded.Backbone.Hash, Is.EqualTo(model.Backbone.Hash));
        Assert.That(loaded.Head.ToBytes(), Is.EqualTo(model.Head.ToBytes()));
    }

    [Test]
    public void ML_net_load_prediction_engine_gives_the_classifiers_answers()
    {
        MLContext ml = new MLContext().RegisterMusicGenre();
        ITransformer model = ml.Model.Load(_model, out DataViewSchema schema);
        using PredictionEngine<GenreModelInput, GenreModelOutput> engine =
            ml.Model.CreatePredictionEngine<GenreModelInput, GenreModelOutput>(model, schema);

        foreach (string file in _trained.Files)
        {
            GenreModelOutput output = engine.Predict(new GenreModelInput { AudioPath = file });
            GenrePrediction expected = _trained.Classifier.Predict(file);
            Assert.That(output.PredictedLabel, Is.EqualTo(expected.Genre));
            Assert.That(
                output.Score,
            Is.EqualTo(_trained.Classifier.Genres.Select(g => expected.Ranked.First(r => r.Genre == g).Probability)).Within(1e-4f));
        }
        VBuffer<ReadOnlyMemory<char>> names = default;
        model.GetOutputSchema(schema)["Score"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(n => n.ToString()), Is.EqualTo(_trained.Classifier.Genres));
    }

    [Test]
    public void Load_any_damage_is_one_clear_error()
    {
        byte[] good = File.ReadAllBytes(_model);
        var random = new Random(9);
        for (int trial = 0; trial < 60; trial++)
        {
            byte[] bad = trial % 2 == 0 ? good[..random.Next(good.Length)] : [.. good];
            if (trial % 2 == 1)
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                // A flipped bit in a place that carries nothing (a time stamp of the zip) may load; then it must load the same model.
                using MusicGenreClassifier loaded = MusicGenreClassifier.Load(new MemoryStream(bad));
                Assert.That(loaded.Predict(_trained.Files[0]).Ranked, Is.EqualTo(_trained.Classifier.Predict(_trained.Files[0]).Ranked));
            }
            catch (ModelFileException e)
            {
                Assert.That(e.Message, Does.Contain("the stream"));
            }
        }
    }

    [Test]
    public void Load_foreign_zip_says_that_it_is_no_model_of_ours()
    {
        string foreign = _trained.Folder.Combine("foreign.zip");
        using (ZipArchive zip = ZipFile.Open(foreign, ZipArchiveMode.Create))
            zip.CreateEntry("hello.txt");

        Assert.That(
            () => MusicGenreClassifier.Load(foreign),
            Throws.TypeOf<ModelFileException>().With.Message.Contains("not a model of MusicGenre.MLNet"));
    }

    [Test]
    public void Load_text_file_says_that_it_is_no_model()
    {
        string text = _trained.Folder.Combine("text.zip");
        File.WriteAllText(text, "no zip at all");

        Assert.That(() => MusicGenreClassifier.Load(text), Throws.TypeOf<ModelFileException>().With.Message.Contains(text));
    }

    [Test]
    public void Load_newer_format_says_to_update()
    {
        string newer = _trained.Folder.Combine("newer.zip");
        File.Copy(_model, newer);
        using (ZipArchive zip = ZipFile.Open(newer, ZipArchiveMode.Update))
        {
            ZipArchiveEntry entry = zip.GetEntry("MusicGenre/manifest.json")!;
            string json;
            using (var reader = new StreamReader(entry.Open()))
                json = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("MusicGenre/manifest.json").Open());
            writer.Write(json.Replace("\"Format\": 1", "\"Format\": 2").Replace("\"LibraryVersion\": \"", "\"LibraryVersion\": \"9"));
        }

        Assert.That(
            () => MusicGenreClassifier.Load(newer),
            Throws.TypeOf<ModelFileException>().With.Message.Contains("newer version").And.Message.Contains("format 2")
                .And.Message.Contains("Update the package"));
    }

    [Test]
    public void Load_no_file_says_so()
        => Assert.That(
            () => MusicGenreClassifier.Load("nowhere.zip"), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("nowhere.zip"));

    [Test]
    public void Save_folder_that_is_not_there_leaves_the_old_file_alone()
    {
        byte[] before = File.ReadAllBytes(_model);

        Assert.That(() => _trained.Classifier.Save(_trained.Folder.Combine("nowhere", "m.zip")), Throws.InstanceOf<IOException>());
        Assert.That(() => _trained.Classifier.Save(_model), Throws.Nothing);
        Assert.That(Directory.GetFiles(_trained.Folder.Path, "*.tmp"), Is.Empty);
        Assert.That(File.ReadAllBytes(_model), Has.Length.EqualTo(before.Length).Within(200));
    }
}
