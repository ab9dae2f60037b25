using System.Text.Json.Serialization;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet;

/// <summary>Counts how many tracks of each genre were taken for each: rows are true genres, columns predicted ones.</summary>
public sealed class ConfusionMatrix
{
    /// <summary>Wraps counts.</summary>
    /// <param name="genres">The genres, in the order of rows and columns.</param>
    /// <param name="counts">Number of tracks, [true × predicted]; it is copied.</param>
    /// <exception cref="ArgumentException">
    /// The counts are not a square of as many rows as genres, a count is negative, or a genre is listed twice.
    /// </exception>
    [JsonConstructor]
    public ConfusionMatrix(IReadOnlyList<string> genres, IReadOnlyList<IReadOnlyList<int>> counts)
    {
        GenreList.Validate(genres, nameof(genres));
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Count != genres.Count || counts.Any(row => row is null || row.Count != genres.Count))
            throw new ArgumentException(
                $"There are {genres.Count} genres, so the counts must be {genres.Count} rows of {genres.Count}.", nameof(counts));
        if (counts.Any(row => row.Any(count => count < 0)))
            throw new ArgumentException("A count is negative, but each is a number of tracks.", nameof(counts));
        Genres = [.. genres];
        Counts = [.. counts.Select(row => (IReadOnlyList<int>)[.. row])];
    }

    /// <summary>Gets the genres, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Genres { get; }

    /// <summary>Gets the number of tracks, [true × predicted].</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts { get; }

    /// <summary>Gets the number of all tracks.</summary>
    [JsonIgnore]
    public int Total => Counts.Sum(row => row.Sum());

    /// <summary>Gets the number of tracks on the diagonal, i.e. recognised.</summary>
    [JsonIgnore]
    public int Correct => Enumerable.Range(0, Genres.Count).Sum(i => Counts[i][i]);

    /// <summary>Gets the number of tracks of one genre that were taken for another (or the same).</summary>
    /// <param name="trueGenre">Index of the true genre.</param>
    /// <param name="predictedGenre">Index of the predicted genre.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public int this[int trueGenre, int predictedGenre] => Counts[trueGenre][predictedGenre];

    /// <summary>Gets the number of tracks of one genre that were taken for another (or the same).</summary>
    /// <param name="trueGenre">The true genre.</param>
    /// <param name="predictedGenre">The predicted genre.</param>
    /// <exception cref="ArgumentException">There is no such genre.</exception>
    public int this[string trueGenre, string predictedGenre] =>
        Counts[GenreList.IndexOf(Genres, trueGenre, nameof(trueGenre))][GenreList.IndexOf(Genres, predictedGenre, nameof(predictedGenre))];

    /// <summary>Gets the number of tracks of a true genre.</summary>
    /// <param name="trueGenre">Index of the genre.</param>
    public int RowTotal(int trueGenre) => Counts[trueGenre].Sum();

    /// <summary>Gets the number of tracks that were taken for a genre.</summary>
    /// <param name="predictedGenre">Index of the genre.</param>
    public int ColumnTotal(int predictedGenre) => Counts.Sum(row => row[predictedGenre]);

    /// <summary>
    /// Computes the share of a genre's tracks that was taken for another, 0…1: a row sums to 1. 0 if the genre has no tracks.
    /// </summary>
    /// <param name="trueGenre">Index of the true genre.</param>
    /// <param name="predictedGenre">Index of the predicted genre.</param>
    public double RowShare(int trueGenre, int predictedGenre)
    {
        int total = RowTotal(trueGenre);
        return total == 0 ? 0 : (double)Counts[trueGenre][predictedGenre] / total;
    }
}
