namespace MusicGenre.MLNet.Evaluation.Duplicates;

/// <summary>Two recordings that are nearly identical.</summary>
/// <param name="First">Path of the one, relative to the data folder; the ordinally smaller of the two.</param>
/// <param name="Second">Path of the other.</param>
/// <param name="FirstGenre">Genre of the one.</param>
/// <param name="SecondGenre">Genre of the other; the same recording in two genres is a wrong label as well.</param>
/// <param name="Correlation">How alike their spectrograms are where they overlap, −1…1; 1 is identical.</param>
/// <param name="Offset">How much later in <paramref name="First"/> the same sound comes than in <paramref name="Second"/>.</param>
/// <param name="Overlap">How much of them was compared at that offset.</param>
public sealed record DuplicatePair(
    string First, string Second, string FirstGenre, string SecondGenre, double Correlation, TimeSpan Offset, TimeSpan Overlap)
{
    /// <summary>Whether the two lie in different genres.</summary>
    public bool IsAcrossGenres => FirstGenre != SecondGenre;
}
