namespace MusicGenre.MLNet.Evaluation.Leaks;

/// <summary>Names what a split keeps on one side.</summary>
public enum SplitGrouping
{
    /// <summary>Nothing: segments of one track and tracks of one artist may be learned from and tested.</summary>
    Nothing,

    /// <summary>The files of one recording. Artists are unknown, so tracks of one artist or album may be on both sides.</summary>
    Track,

    /// <summary>The tracks of one artist where the artist is known, else the files of one recording.</summary>
    ArtistWhereKnown,

    /// <summary>The tracks of one artist.</summary>
    Artist,

    /// <summary>The tracks of one artist according to the authors of a published split. The data does not name the artists.</summary>
    ArtistByAuthors,

    /// <summary>Nothing is known of what the classifier learned from.</summary>
    Unknown,
}
