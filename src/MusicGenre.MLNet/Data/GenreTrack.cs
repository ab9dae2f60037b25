namespace MusicGenre.MLNet.Data;

/// <summary>
/// One file of a data set: a whole track or a segment of one, as sound or as a spectrogram picture. Files of the same recording share
/// a <see cref="TrackId"/> and must stay on one side of every split.
/// </summary>
public sealed record GenreTrack
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Path relative to the data folder, separated by '/'.</summary>
    public required string RelativePath { get; init; }

    /// <summary>The genre: the name of the first-level folder, or what <c>tracks.csv</c> says.</summary>
    public required string Genre { get; init; }

    /// <summary>
    /// Names the recording, uniquely in the data set: <see cref="RelativePath"/> without extension and without segment number
    /// (<c>blues/blues.00000.1.wav</c> → <c>blues/blues.00000</c>).
    /// </summary>
    /// <remarks>
    /// A segment number is one to three digits after a dot behind a number of exactly five digits (<c>blues.00000.1</c>; but
    /// <c>blues.00001</c> is a track of its own), or a number behind <c>seg</c>, <c>segment</c>, <c>chunk</c> or <c>slice</c>
    /// (<c>song_seg3</c>). "Part 2" is none, because songs are called so. Files that differ by extension only (<c>song.wav</c>,
    /// <c>song.mp3</c>, <c>song.mp3.png</c>) are the same recording.
    /// </remarks>
    public required string TrackId { get; init; }

    /// <summary>The artist, or <c>null</c> if unknown.</summary>
    public string? Artist { get; init; }

    /// <summary>The fold that <c>tracks.csv</c> gives, or <c>null</c> if none is given.</summary>
    public int? Fold { get; init; }

    /// <summary>
    /// Names the set of near-identical recordings that stay together, see <see cref="GenreDataset.KeepTogether"/>; <c>null</c> if there is
    /// none.
    /// </summary>
    public string? DuplicateGroup { get; init; }

    /// <summary>
    /// The number of an augmented copy (<c>blues.00012.aug1.png</c>), from 1; 0 for a track itself. The default value is 0. A copy has the
    /// <see cref="TrackId"/>, artist and fold of its source, and is only ever learned from: no split puts it into a validation or test
    /// part.
    /// </summary>
    public int Copy { get; init; }

    /// <summary>Whether the file is an augmented copy of a track.</summary>
    public bool IsCopy => Copy > 0;

    /// <summary>Sound or picture.</summary>
    public required TrackKind Kind { get; init; }

    /// <summary>
    /// What must not be torn apart by a split: the artist if known, else the track. <see cref="TrackSplitter"/> compares artists without
    /// regard to case and keeps a track whole even if its files name different artists.
    /// </summary>
    public string Group => Artist ?? TrackId;
}
