namespace MusicGenre.MLNet;

/// <summary>Names the ways to choose the held-out tracks.</summary>
public enum SplitKind
{
    /// <summary>
    /// A stratified, seeded part; the tracks of an artist, where known, and the segments of a track stay together. Given folds are used as
    /// given.
    /// </summary>
    Grouped,

    /// <summary>GTZAN's published fault-filtered split: 443 tracks to train, 197 to choose the regularization, 290 to report.</summary>
    GtzanFiltered,
}
