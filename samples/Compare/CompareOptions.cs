using Compare.Models;
using MusicGenre.MLNet.Backbones;

namespace Compare;

/// <summary>What one comparison does.</summary>
internal sealed record CompareOptions
{
    /// <summary>The models that are compared where none are named.</summary>
    public const string DefaultModels = "small-cnn,student-cnn,efficientat,efficientat-mn04,mel-statistics";

    /// <summary>The folder of music, one sub-folder a genre.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What is compared, in the order of the table.</summary>
    public required IReadOnlyList<ComparedModel> Models { get; init; }

    /// <summary>Number of folds of the cross-validation. The default value is 5. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Whether one part is held out instead of a cross-validation: the first fold where the data gives folds, else a stratified fifth. The default value is
    /// false.
    /// </summary>
    public bool HoldOut { get; init; }

    /// <summary>Whether GTZAN's published split is used instead of folds. The default value is false.</summary>
    public bool GtzanFiltered { get; init; }

    /// <summary>How long a column of the data's spectrogram PNGs lasts, in seconds. The default value is null: as long as one of the model's.</summary>
    public double? ColumnSeconds { get; init; }

    /// <summary>The most epochs that a network is trained. The default value is null: as many as suit it.</summary>
    public int? Epochs { get; init; }

    /// <summary>Seed of the folds, the networks and the intervals. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where checkpoints are kept, from which a comparison that was stopped goes on. The default value is null: nowhere.</summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>Where the table is written as Markdown. The default value is null: nowhere.</summary>
    public string? MarkdownPath { get; init; }

    /// <summary>Where the table is written as CSV. The default value is null: nowhere.</summary>
    public string? CsvPath { get; init; }

    /// <summary>How much of a track is looked at.</summary>
    public SegmentOptions Segments => new() { PictureColumnSeconds = ColumnSeconds };

    /// <summary>The most clips that the speed is measured on. The default value is 20.</summary>
    public int Clips { get; init; } = 20;
}
