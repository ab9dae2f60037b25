namespace MusicGenre.MLNet.Data;

/// <summary>How a data folder is read by <see cref="GenreDataset.Open"/>.</summary>
public sealed record DatasetOptions
{
    /// <summary>
    /// File name of the table of tracks inside the data folder. If it is there, it decides what belongs to the data set; <c>null</c>
    /// ignores any table. The default value is <c>tracks.csv</c>.
    /// </summary>
    public string? TracksFile { get; init; } = "tracks.csv";

    /// <summary>
    /// Whether <see cref="GenreDataset.Open"/> also calls <see cref="GenreDataset.EnsureTrainable"/>, i.e. insists on two genres and on
    /// two independent tracks of each. <c>false</c> insists on one readable file only, which suits a folder that is merely evaluated.
    /// The default value is <c>true</c>.
    /// </summary>
    public bool RequireTrainable { get; init; } = true;

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException"><see cref="TracksFile"/> is empty or has a folder in it.</exception>
    public void Validate()
    {
        if (TracksFile is not null && (string.IsNullOrWhiteSpace(TracksFile) || TracksFile.AsSpan().IndexOfAny('/', '\\') >= 0))
        {
            throw new ArgumentException(
                $"{nameof(TracksFile)} is '{TracksFile}', " +
                "but must be the name of a file directly in the data folder, such as 'tracks.csv', or null.");
        }
    }
}
