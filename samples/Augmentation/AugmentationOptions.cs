using MusicGenre.MLNet.Backbones;

namespace AugmentationSample;

/// <summary>What one run of the sample does, and with what.</summary>
internal sealed record AugmentationOptions
{
    /// <summary>What is done. The default value is <see cref="AugmentationTask.Gallery"/>.</summary>
    public AugmentationTask Task { get; init; }

    /// <summary>Where the gallery or the copies go. The default value is null: <c>spectrograms/</c> of the repository.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The folder of music, one sub-folder a genre. The default value is null: the gallery composes its own.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The file that the gallery draws. The default value is null: a track of the data.</summary>
    public string? ClipPath { get; init; }

    /// <summary>A plan as JSON. The default value is null: all steps with their default strengths.</summary>
    public string? PlanPath { get; init; }

    /// <summary>A backbone's name or the path of an ONNX file. The default value is the library's default.</summary>
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>Number of folds. The default value is 5. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often everything is measured, each time with another seed. The default value is 3.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Copies of each training track. The default value is null: the plan's, 2 where there is no plan.</summary>
    public int? Copies { get; init; }

    /// <summary>Whether three weights of the L2 penalty are tried instead of the library's nine. The default value is false.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Where the table is written as Markdown. The default value is null: nowhere.</summary>
    public string? MarkdownPath { get; init; }

    /// <summary>Where embeddings are kept between runs. The default value is null: the library's default place.</summary>
    public string? CacheDirectory { get; init; }
}
