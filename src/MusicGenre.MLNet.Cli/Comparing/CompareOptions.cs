using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>What one comparison does.</summary>
internal sealed record CompareOptions
{
    public required string DataDirectory { get; init; }

    /// <summary>Gets what is compared, in the order of the table.</summary>
    public required IReadOnlyList<TrainableModel> Models { get; init; }

    /// <summary>Gets the number of folds of the cross-validation. Folds that the data gives are used instead.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether one part is held out instead: the first fold where the data gives folds, else a stratified fifth.</summary>
    public bool HoldOut { get; init; }

    /// <summary>Whether GTZAN's published split is used instead of folds.</summary>
    public bool GtzanFiltered { get; init; }

    /// <summary>Gets how long a column of the data's spectrogram PNGs lasts; null: as long as one of the model's.</summary>
    public double? ColumnSeconds { get; init; }

    /// <summary>Gets the most epochs that a network is trained; null: as many as suit it.</summary>
    public int? Epochs { get; init; }

    public int Seed { get; init; } = 1;

    public string? CheckpointDirectory { get; init; }

    public string? MarkdownPath { get; init; }

    public string? CsvPath { get; init; }

    /// <summary>Gets the most clips that the speed is measured on.</summary>
    public int Clips { get; init; } = 20;

    /// <summary>Whether an exception keeps one model from being trained, while others may go on.</summary>
    public Func<Exception, bool> IsProblem { get; init; } = Problem.IsForPeople;

    public SegmentOptions Segments => new() { PictureColumnSeconds = ColumnSeconds };
}
