using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Torch;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using TrainNetwork;

var architecture = new Option<string>("--architecture") { DefaultValueFactory = _ => "small-cnn", Description = "The network." };
var width = new Option<double?>("--width") { Description = "The factor on its channels." };
var dropout = new Option<double?>("--dropout") { Description = "Its dropout." };
var seed = new Option<int>("--network-seed") { DefaultValueFactory = _ => 1, Description = "The seed of its first weights." };
var data = new Option<string>("--data") { DefaultValueFactory = _ => Path.Combine("..", "shared", "data", "gtzan-spectrograms"), Description = "GTZAN's pictures, a folder for each genre." };
var options = new Option<string?>("--options") { Description = "NetworkTrainingOptions as JSON, instead of the recommended ones." };
var checkpoint = new Option<string?>("--checkpoint") { Description = "The checkpoint file: a training that was stopped goes on, a finished one is only evaluated." };
var crops = new Option<int?>("--crops") { Description = "Judge the trained network on the mean over so many crops of the training's width, instead of what the options say; 0 for whole pictures." };
var test = new Option<bool>("--test") { Description = "Also report the test part. Only for settings that are final." };
var quiet = new Option<bool>("--quiet") { Description = "No line per epoch." };
var selfCheck = new Option<bool>("--self-check") { Description = "Only say which processor and libraries are here and whether they compute rightly; exit code 1 if not." };
var command = new RootCommand("Trains a network from scratch on GTZAN's spectrogram pictures, fault-filtered split, and prints its figures.")
{
    architecture, width, dropout, seed, data, options, checkpoint, crops, test, quiet, selfCheck,
};
command.SetAction((parsed, ct) =>
{
    if (parsed.GetValue(selfCheck))
        return Task.FromResult(SelfCheckReport.Print());
    var json = new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    NetworkArchitecture kind = NetworkArchitecture.Get(parsed.GetValue(architecture)!);
    NetworkTrainingOptions training = parsed.GetValue(options) is string text
        ? JsonSerializer.Deserialize<NetworkTrainingOptions>(text, json)!
        : RecommendedTraining.For(kind);
    training = training with { CheckpointPath = parsed.GetValue(checkpoint) ?? training.CheckpointPath };
    Console.WriteLine($"convolutions: {TorchNative.SelfCheck().Way}");
    GenreDataset dataset = GenreDataset.Open(parsed.GetValue(data)!);
    GtzanSplit split = GtzanFilteredSplit.Apply(dataset.Tracks);
    Console.WriteLine(split.Description);

    using SpectrogramNetwork network = kind.Create(
        dataset.Genres.Count, new NetworkOptions { Width = parsed.GetValue(width), Dropout = parsed.GetValue(dropout), Seed = parsed.GetValue(seed) });
    IReadOnlyList<TrainingExample> train = SplitPart.Load(split.Train, dataset.Genres);
    IReadOnlyList<TrainingExample> validation = SplitPart.Load(split.Validation, dataset.Genres);
    Console.WriteLine($"{network.Architecture}: {network.ParameterCount:n0} parameters");
    var watch = Stopwatch.StartNew();
    NetworkTrainingResult result = NetworkTrainer.Train(network, train, validation, training, parsed.GetValue(quiet) ? null : new ConsoleProgress(), ct);
    Console.WriteLine($"best epoch {result.Best.Epoch} of {result.History.Count} ({result.End}), {watch.Elapsed.TotalSeconds:f0} s");
    var prediction = new NetworkPredictionOptions { Crops = parsed.GetValue(crops) ?? training.EvaluationCrops, CropFrames = training.CropFrames };
    Report("validation", NetworkPredictor.Evaluate(network, validation, prediction, ct));
    if (prediction.Crops > 0)
        Report("validation, whole pictures", NetworkPredictor.Evaluate(network, validation, ct: ct));
    if (parsed.GetValue(test))
        Report("test", NetworkPredictor.Evaluate(network, SplitPart.Load(split.Test, dataset.Genres), prediction, ct));
    return Task.FromResult(0);
});
return await command.Parse(args).InvokeAsync();

static void Report(string part, NetworkEvaluation evaluation) =>
    Console.WriteLine($"{part}: {evaluation.Genres.Count} tracks, loss {evaluation.Loss:f3}, top-1 {evaluation.Accuracy:f3}, top-2 {evaluation.TopK(2):f3}");
