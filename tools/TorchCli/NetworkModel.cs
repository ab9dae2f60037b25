using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Torch;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>A network that is trained as a whole.</summary>
/// <param name="architecture">What kind of network.</param>
/// <param name="transfer">How pretrained weights are brought to the genres, where there are any.</param>
/// <param name="fromScratch">Whether it starts from fresh weights, even if the package has some.</param>
internal sealed class NetworkModel(NetworkArchitecture architecture, TorchTransfer transfer, bool fromScratch = false) : TrainableModel
{
    public override bool IsNetwork => true;

    public override TrainOptions Configure(TrainOptions common, int? epochs, string? checkpoints)
        => common.UseTorch(architecture.Name, Settings(epochs, checkpoints));

    public override (Backbone Backbone, long Parameters) Open(int genres)
    {
        using SpectrogramNetwork network = architecture.Create(genres);
        using var onnx = new MemoryStream();
        OnnxExporter.Export(network, onnx);
        return (BackboneCatalog.Open(architecture.Describe(genres), onnx.ToArray()), network.ParameterCount);
    }

    private TorchTrainOptions Settings(int? epochs, string? checkpoints)
    {
        var settings = new TorchTrainOptions { Transfer = transfer, UseEmbeddedWeights = !fromScratch, CheckpointDirectory = checkpoints };
        if (epochs is not { } most)
            return settings;
        NetworkTrainingOptions training = RecommendedTraining.For(architecture, !fromScratch);
        return settings with { Training = training with { Epochs = Math.Min(most, training.Epochs) } };
    }
}
