namespace MusicGenre.MLNet.Reports;

/// <summary>Options of an <see cref="EvaluationReport"/>.</summary>
public sealed record ReportOptions
{
    /// <summary>
    /// Gets the heading. The default value is <see langword="null"/>: "Music genre classification" and the name of the data folder.
    /// </summary>
    public string? Title { get; init; }

    /// <summary>Gets how many of the most confidently wrong tracks are shown, 0…1,000. The default value is 12.</summary>
    public int Mistakes { get; init; } = 12;

    /// <summary>
    /// Whether the wrong tracks are shown with thumbnails of their spectrograms, for which their files are read again. The default value is
    /// <see langword="true"/>.
    /// </summary>
    public bool Thumbnails { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        if (Mistakes is < 0 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(Mistakes), Mistakes, "The number of wrong tracks must lie between 0 and 1,000.");
    }
}
