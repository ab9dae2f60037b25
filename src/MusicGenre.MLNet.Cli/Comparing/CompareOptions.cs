using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>Gets what one comparison does.</summary>
internal sealed record CompareOptions
{
    /// <summary>Gets the folder of music, one sub-folder a genre.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Gets what is compared, in the order of the table.</summary>
    public required IReadOnlyList<TrainableModel> Models { get; init; }

    /// <summary>Gets number of folds of the cross-validation. The default value is 5. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Whether one part is held out instead of a cross-validation: the first fold where the data gives folds, else a stratified fifth. The
    /// default value is false.
    /// </summary>
    public bool HoldOut { get; init; }

    /// <summary>Whether GTZAN's published split is used instead of folds. The default value is false.</summary>
    public bool GtzanFiltered { get; init; }

    /// <summary>
    /// Gets how long a column of the data's spectrogram PNGs lasts, in seconds. The default value is null: as long as one of the model's.
    /// </summary>
    public double? ColumnSeconds { get; init; }

    /// <summary>Gets the most epochs that a network is trained. The default value is null: as many as suit it.</summary>
    public int? Epochs { get; init; }

    /// <summary>Gets seed of the folds, the networks and the intervals. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Gets where checkpoints are kept, from which a comparison that was stopped goes on. The default value is null: nowhere.
    /// </summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>Gets where the table is written as Markdown. The default value is null: nowhere.</summary>
    public string? MarkdownPath { get; init; }

    /// <summary>Gets where the table is written as CSV. The default value is null: nowhere.</summary>
    public string? CsvPath { get; init; }

    /// <summary>Whether an exception keeps one model from being trained, while others may go on.</summary>
    public Func<Exception, bool> IsProblem { get; init; } = Problem.IsForPeople;

    /// <summary>Gets how much of a track is embedded.</summary>
    public SegmentOptions Segments => new() { PictureColumnSeconds = ColumnSeconds };

    /// <summary>Gets the most clips that the speed is measured on. The default value is 20.</summary>
    public int Clips { get; init; } = 20;
}
