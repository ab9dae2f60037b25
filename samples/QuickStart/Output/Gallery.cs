using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Reports;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;

namespace QuickStart.Output;

/// <summary>Draws the pictures: spectrograms as networks read them, spectrograms for people, and the confusion matrix.</summary>
internal sealed class Gallery(string directory)
{
    private const int ImagesPerGenre = 2;
    private const int SecondsPerPicture = 30;

    /// <summary>
    /// Writes <c>images/GENRE/TRACK.png</c> (8-bit grey, one pixel a cell) for some tracks of each genre, <c>GENRE.png</c> (colours, axes)
    /// for one, and <c>confusion-matrix.png</c>.
    /// </summary>
    /// <param name="dataDirectory">The folder that the tracks' paths are relative to.</param>
    /// <param name="result">The tracks to choose from, and the matrix.</param>
    /// <param name="report">Is told of every genre.</param>
    /// <param name="cancellationToken">Stops between two genres.</param>
    /// <returns>The pictures' paths.</returns>
    public IReadOnlyList<string> Write(string dataDirectory, EvaluationResult result, IStepReport report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var written = new List<string>();
        IGrouping<string, ScoredTrack>[] genres =
            [.. result.Tracks.GroupBy(track => track.Genre).OrderBy(genre => genre.Key, StringComparer.Ordinal)];
        int done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(genres, parallel, genre =>
        {
            string[] tracks = [.. genre.Select(track => track.Track).Order(StringComparer.Ordinal).Take(ImagesPerGenre)];
            foreach (string track in tracks)
            {
                IEnumerable<string> paths = Draw(Path.Combine(dataDirectory, track), genre.Key, withFigure: track == tracks[0]);
                lock (written)
                    written.AddRange(paths);
            }
            report.Show("Drawing", Interlocked.Increment(ref done), genres.Length);
        });

        string matrix = Path.Combine(directory, "confusion-matrix.png");
        string title = FormattableString.Invariant($"{100 * result.Metrics.Top1:0.0} % of {result.Metrics.Count} tracks right");
        result.Metrics.Confusion.SavePicture(matrix, title);
        return [.. written, matrix];
    }

    private List<string> Draw(string track, string genre, bool withFigure)
    {
        SpectrogramImage image = Path.GetExtension(track).Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? SpectrogramImage.Load(track)
            : SpectrogramImage.FromClip(Beginning(track));
        string folder = Path.Combine(directory, "images", FileName(genre));
        Directory.CreateDirectory(folder);
        string imagePath = Path.Combine(folder, FileName(Path.GetFileNameWithoutExtension(track)) + ".png");
        image.Save(imagePath);
        if (!withFigure)
            return [imagePath];
        string figurePath = Path.Combine(directory, FileName(genre) + ".png");
        SpectrogramFigure.Save(image.ToDecibels(), figurePath, new FigureOptions { Title = $"{genre}: {Path.GetFileName(track)}" });
        return [imagePath, figurePath];
    }

    // An hour of music makes no readable picture.
    private static AudioClip Beginning(string path)
    {
        using AudioStream stream = AudioStream.Open(path, MelOptions.Librosa.SampleRate);
        var samples = new float[SecondsPerPicture * stream.SampleRate];
        int filled = 0, read;
        while (filled < samples.Length && (read = stream.Read(samples.AsSpan(filled))) > 0)
            filled += read;
        return new AudioClip(samples.AsMemory(0, filled), stream.SampleRate);
    }

    private static string FileName(string text) =>
        string.Concat(text.Select(c => Path.GetInvalidFileNameChars().Contains(c) || c is '/' or '\\' or ':' ? '_' : c));
}
