using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>What one ablation measures.</summary>
internal sealed record AblationOptions
{
    public required string DataDirectory { get; init; }

    /// <summary>Gets the steps, each of which is measured alone, and the number of copies.</summary>
    public required AugmentationPlan Plan { get; init; }

    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>Gets the number of folds. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Gets how often everything is measured, each time with another seed.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Whether three weights of the L2 penalty are tried instead of the library's nine.</summary>
    public bool IsQuick { get; init; }

    public string? CacheDirectory { get; init; }
}
