using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// The genres of tracks: CSV with the columns <c>path</c> and <c>genre</c>, and <c>artist</c> if it is known. It is read line by line; some
/// 50 bytes of each stay.
/// </summary>
internal sealed class LabelTable
{
    private readonly Dictionary<UInt128, Label> _labels = [];
    private readonly List<string> _genres = [];

    private LabelTable()
    {
    }

    /// <summary>Gets the genres, in the order in which they were met.</summary>
    public IReadOnlyList<string> Genres => _genres;

    /// <summary>Gets the number of tracks that have a genre.</summary>
    public int Count => _labels.Count;

    /// <summary>Gets whether artists are known.</summary>
    public bool HasArtists { get; private set; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="DatasetException">The file is no such table.</exception>
    public static LabelTable Read(string file, CancellationToken cancellationToken)
    {
        var table = new LabelTable();
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
            table.Read(file, parser, cancellationToken);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or CsvHelperException)
        {
            throw new DatasetException($"'{file}' is not CSV in UTF-8: {Problem.OneLine(exception)}", exception);
        }
        return table;
    }

    /// <summary>Gets the genre of a track; null if it has none.</summary>
    public string? GenreOf(string path) => _labels.TryGetValue(PathSet.KeyOf(path), out Label label) ? _genres[label.Genre] : null;

    /// <summary>Takes the label of a track; null if it has none.</summary>
    /// <exception cref="ToolException">It was taken before: the track is in the parts twice.</exception>
    public Label? Take(string path)
    {
        UInt128 key = PathSet.KeyOf(path);
        if (!_labels.TryGetValue(key, out Label label))
            return null;
        if (label.IsTaken)
            throw new ToolException($"{path} is in the parts more than once. Merge them first: the command merge tells what is there twice.");
        _labels[key] = label with { IsTaken = true };
        return label;
    }

    private void Read(string file, CsvParser parser, CancellationToken cancellationToken)
    {
        if (!parser.Read())
            throw new DatasetException($"'{file}' is empty. Its first line must name the columns: path, genre, and artist if it is known.");
        string[] titles = [.. parser.Record!.Select(title => title.Trim().ToLowerInvariant())];
        (int path, int genre, int artist) =
            (Array.IndexOf(titles, "path"), Array.IndexOf(titles, "genre"), Array.IndexOf(titles, "artist"));
        if (path < 0 || genre < 0)
            throw new DatasetException(
                $"'{file}' has the columns {string.Join(", ", titles)}, but needs path and genre, and may have artist. "
                + "They are separated by commas.");
        HasArtists = artist >= 0;
        var places = new Dictionary<string, ushort>(StringComparer.Ordinal);
        while (parser.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] fields = parser.Record!;
            if (fields.Length <= Math.Max(path, genre) || GenreName.IsMissing(fields[genre].Trim()))
                continue;
            string name = fields[genre].Trim();
            if (!places.TryGetValue(name, out ushort place))
            {
                if (_genres.Count > ushort.MaxValue)
                    throw new DatasetException($"'{file}' has more than {ushort.MaxValue} genres. Is the column genre the right one?");
                places[name] = place = (ushort)_genres.Count;
                _genres.Add(name);
            }
            string group = artist >= 0 && fields.Length > artist && !GenreName.IsNoArtist(fields[artist]) ? fields[artist] : fields[path];
            var label = new Label(place, (ulong)PathSet.KeyOf(group), false);
            if (!_labels.TryAdd(PathSet.KeyOf(fields[path]), label) && _labels[PathSet.KeyOf(fields[path])].Genre != place)
                throw new DatasetException(
                    $"'{file}', line {parser.RawRow.ToString(CultureInfo.InvariantCulture)}: '{fields[path]}' has two genres.");
        }
        if (_genres.Count < 2)
            throw new DatasetException($"'{file}' names {_genres.Count} genres; a classifier needs at least two.");
    }
}

/// <summary>What is known of a track.</summary>
/// <param name="Genre">The place of its genre.</param>
/// <param name="Group">A hash of its artist, or of itself where the artist is unknown.</param>
/// <param name="IsTaken">Whether its embedding was met.</param>
internal readonly record struct Label(ushort Genre, ulong Group, bool IsTaken);
