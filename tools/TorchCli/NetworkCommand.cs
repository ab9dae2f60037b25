using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Cli;
using MusicGenre.MLNet.Cli.Commands;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Torch;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>The command <c>network</c>: trains a network from scratch with any settings there are, to find good ones.</summary>
internal sealed class NetworkCommand : ToolCommand
{
    private readonly Argument<string> _data = new("DIR") { Description = "GTZAN's spectrogram PNGs, a folder for each genre." };

    private readonly Option<string?> _architecture = new("--architecture")
    {
        HelpName = "NAME",
        Description = "The network. Default: small-cnn.",
    };

    private readonly Option<double?> _width = new("--width") { HelpName = "X", Description = "The factor on its channels." };
    private readonly Option<double?> _dropout = new("--dropout") { HelpName = "P", Description = "Its dropout." };
    private readonly Option<int?> _seed = CommonOptions.Seed("The seed of its first weights.");

    private readonly Option<NetworkTrainingOptions?> _options = new("--options")
    {
        HelpName = "JSON",
        Description = "NetworkTrainingOptions as JSON, instead of the recommended ones.",
        CustomParser = ReadOptions,
    };

    private readonly Option<string?> _checkpoint = CommonOptions.Text(
        "--checkpoint", "FILE", "The checkpoint: a training that was stopped goes on, a finished one is only evaluated.");

    private readonly Option<int?> _crops = CommonOptions.Number(
        "--crops",
        "N",
        0,
        "Judge the network on the mean over so many crops of the training's width, instead of what the options say; 0 for whole pictures.");

    private readonly Option<bool> _test = CommonOptions.Flag("--test", "Also report the test part. Only for settings that are final.");

    public NetworkCommand(Session session)
        : base(
            session,
            "network",
            "Train a network from scratch on GTZAN's spectrogram PNGs, fault-filtered split, and print its figures.",
            new TorchLearners())
    {
        Take(_data, _architecture, _width, _dropout, _seed, _options, _checkpoint, _crops, _test);
        _architecture.AcceptOnlyFromAmong([.. NetworkArchitecture.All.Select(network => network.Name)]);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("network gtzan-spectrograms --architecture small-cnn", "train it from scratch and print its figures"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        NetworkArchitecture kind = NetworkArchitecture.Get(parsed.GetValue(_architecture) ?? "small-cnn");
        NetworkTrainingOptions training = parsed.GetValue(_options) ?? RecommendedTraining.For(kind);
        training = training with { CheckpointPath = parsed.GetValue(_checkpoint) ?? training.CheckpointPath };
        Session.Results.WriteLine($"convolutions: {TorchNative.SelfCheck().Way}");
        GenreDataset dataset = GenreDataset.Open(parsed.GetValue(_data)!, cancellationToken: cancellationToken);
        GtzanSplit split = GtzanFilteredSplit.Apply(dataset.Tracks);
        Session.Results.WriteLine(split.Description);

        using SpectrogramNetwork network = kind.Create(
            dataset.Genres.Count,
            new NetworkOptions
            {
                Width = parsed.GetValue(_width),
                Dropout = parsed.GetValue(_dropout),
                Seed = parsed.GetValue(_seed) ?? CommonOptions.DefaultSeed,
            });
        IReadOnlyList<TrainingExample> train = SplitPart.Load(split.Train, dataset.Genres);
        IReadOnlyList<TrainingExample> validation = SplitPart.Load(split.Validation, dataset.Genres);
        Session.Results.WriteLine(FormattableString.Invariant($"{network.Architecture}: {network.ParameterCount:n0} parameters"));
        var watch = Stopwatch.StartNew();
        var progress = Session.Verbosity == Verbosity.Quiet ? null : new EpochLines(Session.Results);
        NetworkTrainingResult result = NetworkTrainer.Train(network, train, validation, training, progress, cancellationToken);
        Session.Results.WriteLine(FormattableString.Invariant(
            $"best epoch {result.Best.Epoch} of {result.History.Count} ({result.End}), {watch.Elapsed.TotalSeconds:f0} s"));
        int crops = parsed.GetValue(_crops) ?? training.EvaluationCrops;
        var prediction = new NetworkPredictionOptions { Crops = crops, CropFrames = training.CropFrames };
        Report("validation", NetworkPredictor.Evaluate(network, validation, prediction, cancellationToken));
        if (crops > 0)
            Report("validation, whole pictures", NetworkPredictor.Evaluate(network, validation, ct: cancellationToken));
        if (parsed.GetValue(_test))
            Report("test", NetworkPredictor.Evaluate(network, SplitPart.Load(split.Test, dataset.Genres), prediction, cancellationToken));
        return ExitCode.Success;
    }

    private void Report(string part, NetworkEvaluation evaluation) => Session.Results.WriteLine(FormattableString.Invariant(
        $"{part}: {evaluation.Genres.Count} tracks, loss {evaluation.Loss:f3}, top-1 {evaluation.Accuracy:f3}, ")
        + FormattableString.Invariant($"top-2 {evaluation.TopK(2):f3}"));

    private static NetworkTrainingOptions? ReadOptions(ArgumentResult result)
    {
        var form = new JsonSerializerOptions
        {
            Converters = { new JsonStringEnumConverter() },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        try
        {
            return JsonSerializer.Deserialize<NetworkTrainingOptions>(result.Tokens[0].Value, form);
        }
        catch (JsonException exception)
        {
            result.AddError($"--options: {Problem.OneLine(exception)}");
            return null;
        }
    }

    /// <summary>One line an epoch.</summary>
    private sealed class EpochLines(TextWriter output) : IProgress<NetworkTrainingProgress>
    {
        public void Report(NetworkTrainingProgress value)
        {
            if (value is { EpochEnded: true, Validated: NetworkEpoch epoch })
                output.WriteLine(
                    FormattableString.Invariant(
                        $"{epoch.Epoch,3}  rate {epoch.LearningRate:e1}  loss {epoch.Loss:f3} acc {epoch.Accuracy:f3}  ")
                    + FormattableString.Invariant($"validation loss {epoch.ValidationLoss:f3} acc {epoch.ValidationAccuracy:f3}  ")
                    + FormattableString.Invariant($"{value.ImagesPerSecond:f1}/s  left {value.TimeLeft:mm\\:ss}"));
        }
    }
}
