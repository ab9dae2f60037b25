using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet;
using QuickStart.DemoMusic;

namespace QuickStart;

/// <summary>What one run of the sample does.</summary>
internal sealed record QuickStartOptions
{
    /// <summary>The folder of music, one sub-folder a genre. The default value is null: demo music is composed.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>A backbone's name or the path of an ONNX file. The default value is the library's default.</summary>
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>Whether the ready classifier is measured instead of one that is trained. The default value is false.</summary>
    public bool Pretrained { get; init; }

    /// <summary>Number of folds of a cross-validation. The default value is null: a part of the tracks is held out once.</summary>
    public int? Folds { get; init; }

    /// <summary>Which tracks are held out. The default value is <see cref="TrainSplit.Grouped"/>.</summary>
    public TrainSplit Split { get; init; } = TrainSplit.Grouped;

    /// <summary>Where the model is saved. The default value is null: among the pictures.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Files to classify. The default value is none: one of the held-out tracks is.</summary>
    public IReadOnlyList<string> Classify { get; init; } = [];

    /// <summary>Where the results are written for programs. The default value is null: nowhere.</summary>
    public string? JsonPath { get; init; }

    /// <summary>The folder of the report. The default value is null: none is written.</summary>
    public string? ReportDirectory { get; init; }

    /// <summary>Whether near-identical recordings are kept together. The default value is false.</summary>
    public bool GroupDuplicates { get; init; }

    /// <summary>Whether a random split is measured as well. The default value is false.</summary>
    public bool AlsoRandom { get; init; }

    /// <summary>A file whose answer is explained. The default value is null: none is.</summary>
    public string? Why { get; init; }

    /// <summary>How long a column of the data's spectrogram PNGs lasts, in seconds. The default value is null: as long as one of the backbone's.</summary>
    public double? ColumnSeconds { get; init; }

    /// <summary>Where the pictures go, and the demo music. The default value is null: <c>spectrograms/</c> of the repository.</summary>
    public string? PicturesDirectory { get; init; }

    /// <summary>Seed of the splits. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where embeddings are kept between runs. The default value is null: the library's default place.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>The demo music, where no data is given.</summary>
    public DemoMusicOptions DemoMusic { get; init; } = new();
}
