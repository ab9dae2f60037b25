using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.FrontDoor;

/// <summary>Whole networks by way of <see cref="MusicGenreClassifier"/>.</summary>
[NonParallelizable]
public class FrontDoorTests
{
    private TemporaryFolder _folder = null!;
    private string _data = null!;
    private MusicGenreClassifier _classifier = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        _data = ToneGenres.Write(_folder.Combine("music"), tracks: 8);
        _classifier = MusicGenreClassifier.Train(_data, Options());
        _classifier.Save(_folder.Combine("tones.zip"));
    }

    [OneTimeTearDown]
    public void CleanUp()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Train_small_CNN_learns_and_says_what_it_is()
    {
        Assert.Multiple(() =>
        {
            Assert.That(_classifier.HeldOut!.Metrics.Top1, Is.GreaterThanOrEqualTo(0.8));
            Assert.That(_classifier.Manifest.Backbone.Name, Is.EqualTo("small-cnn"));
            Assert.That(_classifier.Manifest.RefitOnAllData, Is.False);
            Assert.That(_classifier.Training!.Parameters, Is.GreaterThan(1000));
            Assert.That(_classifier.Predict(ToneGenres.Compose("noise", 3, 900)).Genre, Is.EqualTo("noise"));
        });
    }

    [Test]
    public void Load_by_the_core_package_predicts_the_same()
    {
        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(_folder.Combine("tones.zip"));
        string file = Path.Combine(_data, "low", "low00.wav");

        Assert.That(loaded.Predict(file).Ranked, Is.EqualTo(_classifier.Predict(file).Ranked));
        using var again = new MemoryStream();
        loaded.Save(again);
        again.Position = 0;
        using MusicGenreClassifier twice = MusicGenreClassifier.Load(again);
        Assert.That(twice.Predict(file).Ranked, Is.EqualTo(loaded.Predict(file).Ranked));
    }

    [Test]
    public void ML_net_load_prediction_engine_gives_the_classifiers_answers()
    {
        MLContext ml = new MLContext().RegisterMusicGenre();
        ITransformer model = ml.Model.Load(_folder.Combine("tones.zip"), out DataViewSchema schema);
        using PredictionEngine<GenreModelInput, GenreModelOutput> engine = ml.Model.CreatePredictionEngine<GenreModelInput,
            GenreModelOutput>(model, schema);
        string file = Path.Combine(_data, "high", "high01.wav");

        GenreModelOutput output = engine.Predict(new GenreModelInput { AudioPath = file });

        GenrePrediction expected = _classifier.Predict(file);
        Assert.That(output.PredictedLabel, Is.EqualTo(expected.Genre));
        Assert.That(
            output.Score, Is.EqualTo(_classifier.Genres.Select(g => expected.Ranked.First(r => r.Genre == g).Probability)).Within(1e-4f));
        VBuffer<ReadOnlyMemory<char>> names = default;
        model.GetOutputSchema(schema)["Score"].GetSlotNames(ref names);
        Assert.That(names.DenseValues().Select(n => n.ToString()), Is.EqualTo(_classifier.Genres));
    }

    [Test]
    [Category(Categories.Packages)]
    public void Model_in_a_process_without_libtorch_is_loaded_and_used()
    {
        string app = Directory.CreateDirectory(_folder.Combine("app")).FullName;
        File.WriteAllText(Path.Combine(app, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup><ProjectReference Include="{Repository.Combine("src", "MusicGenre.MLNet", "MusicGenre.MLNet.csproj")}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(app, "Program.cs"), """
            using var classifier = MusicGenre.MLNet.MusicGenreClassifier.Load(args[0]);
            Console.WriteLine(classifier.Predict(args[1]).Genre);
            var loaded = System.Diagnostics.Process.GetCurrentProcess().Modules.Cast<System.Diagnostics.ProcessModule>().Select(m => m.ModuleName);
            Console.WriteLine("torch modules: " + loaded.Count(m => m.Contains("torch", StringComparison.OrdinalIgnoreCase)));
            Console.WriteLine("torch files: " + Directory.GetFiles(AppContext.BaseDirectory, "*torch*", SearchOption.AllDirectories).Length);
            """);

        string output = ExternalProgram.Succeed(
            app, "dotnet", "run", "-c", "Release", "--", _folder.Combine("tones.zip"), Path.Combine(_data, "noise", "noise00.wav"));

        Assert.That(output, Does.Contain("noise").And.Contain("torch modules: 0").And.Contain("torch files: 0"));
    }

    [Test]
    public void Cross_validate_answers_for_each_track_once()
    {
        CrossValidationResult result = MusicGenreClassifier.CrossValidate(_data, Options() with { Folds = 2 });

        Assert.That(result.Pooled.Tracks.Select(t => t.Track), Is.Unique.And.Exactly(24).Items);
        Assert.That(result.Pooled.Metrics.Top1, Is.GreaterThan(0.6));
        Assert.That(result.Training!.LearningCurves.Select(curve => curve.Name), Is.EqualTo(new[] { "fold 1", "fold 2" }));
        Assert.That(result.Training.LearningCurves,
            Has.All.Matches<LearningCurve>(curve => curve.Epochs.Count is > 0 and <= 10 && curve.BestEpoch <= curve.Epochs.Count));
        Assert.That(result.ToReport().SavePictures(_folder.Path).Select(Path.GetFileName), Does.Contain("learning-curves.png"));
    }

    [Test]
    public void A_random_split_of_single_files_trains_the_same_networks_as_the_honest_one()
    {
        // Each recording is one file and no artist is known: the two splits are the same, so any difference is one of training.
        EvaluationResult honest = MusicGenreClassifier.CrossValidate(_data, Options() with { Folds = 2, AlsoRandom = true }).Pooled;

        Assert.That(honest.Random!.Split, Is.EqualTo("2 random folds, by file"));
        Assert.That(honest.Random.Metrics.Count, Is.EqualTo(24));
        Assert.That(honest.Random.Metrics.LogLoss, Is.EqualTo(honest.Metrics.LogLoss).Within(1e-6));
    }

    [Test]
    public void A_temperature_is_fitted_on_networks_that_never_saw_the_held_out_tracks()
    {
        var trainings = new HashSet<string>();
        var progress = new InlineProgress<TrainProgress>(p =>
        {
            if (p.Stage == TrainStage.Training && p.Item!.Contains(": loss"))
                trainings.Add(p.Item[..p.Item.IndexOf(": loss", StringComparison.Ordinal)]);
        });

        using MusicGenreClassifier calibrated = MusicGenreClassifier.Train(_data, Options() with { Calibrate = true }, progress);

        EvaluationResult heldOut = calibrated.HeldOut!;
        Assert.That(trainings.Where(name => name.StartsWith("held out without fold")), Has.Exactly(5).Items);
        Assert.That(
            heldOut.Calibrate().Before.LogLoss, Is.EqualTo(_classifier.HeldOut!.Metrics.LogLoss).Within(1e-4),
            "the delivered network stays, but for its temperature");
        Assert.That(calibrated.Manifest.Temperature, Is.EqualTo(heldOut.Temperature!.Temperature));
        Assert.That(heldOut.Temperature!.Temperature, Is.InRange(0.05, 20).And.Not.EqualTo(1));
        Assert.That(heldOut.Calibrate().Overall, Is.EqualTo(heldOut.Temperature));
        Assert.That(heldOut.Calibrate(), Has.Property("Method").Contains("fitted on the training part alone"));
    }

    [Test]
    public void Train_stopped_half_way_and_resumed_gives_the_same_metrics()
    {
        string checkpoints = _folder.Combine("checkpoints");
        using var stop = new CancellationTokenSource();
        var progress = new InlineProgress<TrainProgress>(p =>
        {
            if (p.Stage == TrainStage.Training && p.Item!.Contains("validation") && p.Completed == 4)
                stop.Cancel();
        });

        Assert.That(() => MusicGenreClassifier.Train(_data, Options(checkpoints), progress, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFiles(checkpoints), Has.Length.EqualTo(1));
        using MusicGenreClassifier resumed = MusicGenreClassifier.Train(_data, Options(checkpoints));

        Assert.That(resumed.HeldOut!.Metrics.LogLoss, Is.EqualTo(_classifier.HeldOut!.Metrics.LogLoss).Within(1e-6));
        Assert.That(resumed.HeldOut.Metrics.Top1, Is.EqualTo(_classifier.HeldOut.Metrics.Top1));
    }

    [Test]
    public void Train_architecture_without_the_add_on_says_how_to_get_it()
        => Assert.That(
            () => MusicGenreClassifier.Train(_data, new TrainOptions { Backbone = "small-cnn" }),
            Throws.TypeOf<BackboneException>().With.Message.Contains("MusicGenre.MLNet.Torch").And.Message.Contains("UseTorch("));

    [Test]
    public void Train_unknown_architecture_names_those_that_exist()
        => Assert.That(
            () => MusicGenreClassifier.Train(_data, new TrainOptions().UseTorch("alexnet")),
            Throws.ArgumentException.With.Message.Contains("alexnet").And.Message.Contains("small-cnn, mobilenet"));

    [Test]
    public void Use_torch_no_architecture_named_takes_the_small_CNN()
        => Assert.That(new TrainOptions().UseTorch().Learner.Name, Is.EqualTo("small-cnn"));

    private static TrainOptions Options(string? checkpoints = null) => new TrainOptions().UseTorch("small-cnn", new TorchTrainOptions
    {
        Network = new NetworkOptions { Width = 0.25 },
        Training = new NetworkTrainingOptions { Epochs = 10, BatchSize = 6, LearningRate = 5e-3, Threads = 1, CropFrames = 64,
            MixupAlpha = 0 },
        CheckpointDirectory = checkpoints,
    });
}
