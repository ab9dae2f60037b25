using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>A head on a backbone that stays as it is.</summary>
/// <param name="nameOrPath">The backbone's name, or the path of an ONNX file.</param>
internal sealed class BackboneModel(string nameOrPath) : TrainableModel
{
    public override bool IsNetwork => false;

    // With embeddings of an earlier run the time of the training would say nothing.
    public override TrainOptions Configure(TrainOptions common, int? epochs, string? checkpoints)
        => common with { Learner = new HeadLearner { Backbone = nameOrPath, RefitOnAllData = false }, ReuseCachedBottleneckValues = false };

    public override (Backbone Backbone, long Parameters) Open(int genres)
    {
        Backbone backbone = BackboneCatalog.Open(nameOrPath);
        return (backbone, backbone.ParameterCount);
    }
}
