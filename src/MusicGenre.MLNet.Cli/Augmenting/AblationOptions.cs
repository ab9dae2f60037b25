using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>What one ablation measures.</summary>
internal sealed record AblationOptions
{
    /// <summary>Gets the folder of music, one sub-folder a genre.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Gets the steps, each of which is measured alone, and the number of copies.</summary>
    public required AugmentationPlan Plan { get; init; }

    /// <summary>Gets a backbone's name or the path of an ONNX file. The default value is the library's default.</summary>
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>Gets the number of folds. The default value is 5. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Gets how often everything is measured, each time with another seed. The default value is 3.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Whether three weights of the L2 penalty are tried instead of the library's nine. The default value is false.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Gets where embeddings are kept between runs. The default value is null: the library's default place.</summary>
    public string? CacheDirectory { get; init; }
}
