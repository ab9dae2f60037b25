using System.Globalization;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>Trains networks with TorchSharp and hands them over as ONNX files.</summary>
/// <param name="settings">How networks are trained.</param>
internal sealed class TorchNetworkTrainer(TorchTrainOptions settings)
{
    private const string EfficientAtFile = "efficientat/mn04_as_mAP_432.pt";

    /// <summary>Trains a network; the validation part stops the training and chooses the weights that are kept.</summary>
    /// <param name="job">The examples and what to make of them.</param>
    /// <param name="progress">Is told of every epoch.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>The network as an ONNX file, which the core package runs by itself.</returns>
    public TrainedNetwork Train(NetworkJob job, IProgress<TrainProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        NetworkArchitecture architecture = NetworkArchitecture.Get(job.Architecture);
        using SpectrogramNetwork network = architecture.Create(job.Genres.Count, settings.Network with { Seed = job.Seed });
        Pretraining pretraining = LoadWeights(architecture, network);
        bool pretrained = pretraining != Pretraining.None;
        NetworkTrainingOptions training = (settings.Training ?? RecommendedTraining.For(architecture, pretrained)) with
        {
            Seed = job.Seed,
            CheckpointPath = CheckpointPath(job),
        };
        IReadOnlyList<TrainingExample> train = Examples(job.Train, job.Genres);
        IReadOnlyList<TrainingExample> validation = Examples(job.Validation, job.Genres);
        if (pretraining == Pretraining.Folded && settings.Transfer != TorchTransfer.HeadOnly)
            NormalizationCalibration.Calibrate(network, train, training, cancellationToken);
        var told = progress is null ? null : new EpochProgress(progress, job.Name);
        var options = new TransferLearningOptions { Training = training, HeadFromBothParts = job.MayLearnFromValidation };
        (IReadOnlyList<NetworkEpoch> history, int best) = Train(
            network, train, validation, options, pretrained ? settings.Transfer : TorchTransfer.All, told, cancellationToken);
        using var onnx = new MemoryStream();
        OnnxExporter.Export(network, onnx, new OnnxExportOptions { Genres = job.Genres });
        LearningEpoch[] epochs = [.. history.Select(e => new LearningEpoch(e.Loss, e.ValidationLoss, e.Accuracy, e.ValidationAccuracy))];
        return new TrainedNetwork(onnx.ToArray(), network.Describe(), network.ParameterCount, epochs, best);
    }

    private static (IReadOnlyList<NetworkEpoch> History, int Best) Train(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        TransferLearningOptions options,
        TorchTransfer transfer, IProgress<NetworkTrainingProgress>? progress, CancellationToken cancellationToken)
    {
        switch (transfer)
        {
            case TorchTransfer.HeadOnly:
                return ([TransferLearning.SolveHead(network, train, validation, options, progress, cancellationToken)], 1);
            case TorchTransfer.HeadThenAll:
                TransferLearningResult both = TransferLearning.Run(network, train, validation, options, progress, cancellationToken);
                return ([both.Head, .. both.Whole.History], both.KeptWhole ? 1 + both.Best.Epoch : 1);
            default:
                NetworkTrainingResult all = NetworkTrainer.Train(network, train, validation, options.Training, progress, cancellationToken);
                return (all.History, all.Best.Epoch);
        }
    }

    private Pretraining LoadWeights(NetworkArchitecture architecture, SpectrogramNetwork network)
    {
        if (EmbeddedNetworks.Find(architecture.Name) is { } embedded)
            return LoadExported(network, embedded);
        if (architecture != NetworkArchitecture.EfficientAtMn04)
        {
            return settings.PretrainedWeights is null
                ? Pretraining.None
                : throw new ArgumentException(
                    $"There are no pretrained weights for {architecture}; {settings.PretrainedWeights} is not for it. Leave "
                    + $"PretrainedWeights out.");
        }
        string path = settings.PretrainedWeights
            ?? Path.Combine(BackboneCatalog.ModelsFolder, EfficientAtFile.Replace('/', Path.DirectorySeparatorChar));
        if (!File.Exists(path))
            throw new BackboneException(
                $"The pretrained weights of {architecture} were not found at {path}. Put the file {EfficientAtFile} into a models folder "
                + $"and name that folder in the environment variable {BackboneCatalog.ModelsFolderVariable}, or name the file in "
                + $"TorchTrainOptions.PretrainedWeights.");
        EfficientAtWeights.Load(network, path);
        return Pretraining.Whole;
    }

    private Pretraining LoadExported(SpectrogramNetwork network, EmbeddedNetwork embedded)
    {
        if (settings.PretrainedWeights is { } path)
            ExportedWeights.LoadStages(network, File.ReadAllBytes(path), path);
        else if (settings.UseEmbeddedWeights)
            ExportedWeights.LoadStages(
                network, embedded.ReadWeights(), $"the network '{embedded.Name}' inside the package MusicGenre.MLNet");
        else
            return Pretraining.None;
        return Pretraining.Folded;
    }

    private string? CheckpointPath(NetworkJob job)
    {
        if (settings.CheckpointDirectory is null)
            return null;
        Directory.CreateDirectory(settings.CheckpointDirectory);
        return Path.Combine(settings.CheckpointDirectory, $"{job.Architecture}.{job.Name.Replace(' ', '-')}.checkpoint");
    }

    private static TrainingExample[] Examples(IReadOnlyList<NetworkExample> examples, IReadOnlyList<string> genres)
    {
        Dictionary<string, int> places = genres.Index().ToDictionary(g => g.Item, g => g.Index, StringComparer.Ordinal);
        return [.. examples.Select(e => new TrainingExample(Input(e), places[e.Genre]) { Name = e.Name })];
    }

    private static SpectrogramInput Input(NetworkExample example)
        => example.Picture is { } picture
            ? SpectrogramInput.FromImage(
                picture.Height == MelOptions.Librosa.MelBands ? picture : picture.Resize(picture.Width, MelOptions.Librosa.MelBands))
            : SpectrogramInput.FromValues(example.Mel!.Values, example.Mel.Mels, example.Mel.Frames);

    /// <summary>What a network starts from.</summary>
    private enum Pretraining
    {
        /// <summary>Fresh weights.</summary>
        None,

        /// <summary>Weights and statistics of a training.</summary>
        Whole,

        /// <summary>Weights with the normalisations worked in, whose statistics are not known.</summary>
        Folded,
    }

    // Not Progress<T>: that one would report later, on another thread.
    private sealed class EpochProgress(IProgress<TrainProgress> inner, string name) : IProgress<NetworkTrainingProgress>
    {
        public void Report(NetworkTrainingProgress value)
        {
            if (!value.EpochEnded || value.Validated is not { } epoch)
                return;
            string phase = value.Phase.Length > 0 ? $", {value.Phase}" : "";
            inner.Report(new TrainProgress(TrainStage.Training, value.Epoch, value.Epochs, string.Create(
                CultureInfo.InvariantCulture,
                $"{name}{phase}: loss {epoch.Loss:0.000}, validation loss {epoch.ValidationLoss:0.000}, "
                + $"accuracy {epoch.ValidationAccuracy:0.000}, {value.ImagesPerSecond:0} pictures/s, {value.TimeLeft:h\\:mm\\:ss} left")));
        }
    }
}
