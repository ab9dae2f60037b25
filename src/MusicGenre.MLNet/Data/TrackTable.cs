using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Data;

/// <summary>
/// Reads a table of tracks: comma-separated UTF-8 text as in RFC 4180, with a header that has <c>path</c> and may have <c>genre</c>,
/// <c>artist</c> and <c>fold</c>, in any order and among others.
/// </summary>
internal static class TrackTable
{
    private const string NotClosed =
        "a quoted field is not closed, or something follows its closing quote; a quote inside a field is written twice";

    private static readonly string[] KnownColumns = ["path", "genre", "artist", "fold"];

    /// <summary>Reads all rows, in the order of the file.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or a line of it is wrong.</exception>
    public static IReadOnlyList<TrackRow> Read(string file)
    {
        bool damaged = false;
        string text = ReadText(file);
        RequireClosedQuotes(file, text);
        using var parser = new CsvParser(
            new StringReader(text),
            new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => damaged = true, IgnoreBlankLines = false });
        Dictionary<string, int>? columns = null;
        int width = 0;
        var rows = new List<TrackRow>();
        for (int line = 1; parser.Read(); line = parser.RawRow + 1)
        {
            string[] fields = parser.Record!;
            if (damaged)
            {
                throw Wrong(file, line, NotClosed);
            }

            // Blank lines, and the rows of nothing but commas that spreadsheets leave at the end.
            if (Array.TrueForAll(fields, string.IsNullOrWhiteSpace))
                continue;
            if (columns is null)
            {
                columns = ReadHeader(file, line, fields);
                width = fields.Length;
            }
            else
            {
                if (fields.Length != width)
                    throw Wrong(file, line, $"it has {fields.Length} fields, but the header has {width}. A field with a comma in it needs quotes");
                rows.Add(ReadRow(file, line, fields, columns));
            }
        }

        if (columns is null)
            throw new DatasetException($"'{file}' is empty. Its first line must name the columns: path, and if known genre, artist, fold.");
        if (rows.Count == 0)
        {
            throw new DatasetException(
                $"'{file}' lists no tracks: there is nothing below its header. " +
                "Add a line for each track, or remove the file to use the folders as they are.");
        }

        return rows;
    }

    /// <summary>
    /// Finds a field whose quotes are not closed where it ends. To the parser all that follows is one field, for which it would take time
    /// that grows with the square of its length.
    /// </summary>
    private static void RequireClosedQuotes(string file, string text)
    {
        int line = 1, opened = 0;
        bool begins = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i], next = i + 1 < text.Length ? text[i + 1] : '\n';
            if (opened > 0 && c == '"' && next == '"')
                i++;
            else if (opened > 0 && c == '"')
                opened = next is ',' or '\r' or '\n' ? 0 : throw Wrong(file, opened, NotClosed);
            else if (c == '"' && begins)
                opened = line;
            if (c == '\n' || (c == '\r' && next != '\n'))
                line++;
            begins = c is ',' or '\r' or '\n';
        }
        if (opened > 0)
            throw Wrong(file, opened, NotClosed);
    }

    private static string ReadText(string file)
    {
        if (PathKinds.Of(file) is PathKind.Pipe or PathKind.Device)
            throw new DatasetException($"'{file}' is a pipe or a device, and no file. Put a file there, or remove it to use the folders as they are.");
        try
        {
            if (new FileInfo(file).Length is var bytes && bytes > InputLimits.Current.MaxTableBytes)
            {
                throw new DatasetException(
                    $"'{file}' has {bytes:N0} bytes, more than {InputLimits.Current.MaxTableBytes:N0} (InputLimits.{nameof(InputLimits.MaxTableBytes)}). "
                    + "Save only the columns path, genre, artist and fold.");
            }

            // A byte order mark is recognised and dropped; anything that is not text is an error here instead of a file not found later.
            using var reader = new StreamReader(
                file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException e)
        {
            throw new DatasetException($"'{file}' is not UTF-8 text. Save it as CSV in UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{file}' cannot be read: {e.Message} Make it readable, or remove it to use the folders as they are.", e);
        }
    }

    private static Dictionary<string, int> ReadHeader(string file, int line, string[] fields)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < fields.Length; i++)
        {
            if (KnownColumns.Contains(fields[i], StringComparer.OrdinalIgnoreCase) && !columns.TryAdd(fields[i], i))
                throw Wrong(file, line, $"the column '{fields[i]}' is there twice");
        }

        if (columns.ContainsKey("path"))
            return columns;
        string hint = fields is [var only] && only.AsSpan().IndexOfAny(';', '\t') >= 0 ? " Columns must be separated by commas." : "";
        throw Wrong(
            file,
            line,
            $"the header has no column 'path', only '{string.Join("', '", fields)}'. Known columns are {string.Join(", ", KnownColumns)}.{hint} " +
            $"If this is another kind of table, rename it, or set {nameof(DatasetOptions)}.{nameof(DatasetOptions.TracksFile)} to null");
    }

    private static TrackRow ReadRow(string file, int line, string[] fields, Dictionary<string, int> columns)
    {
        // What no file's name has, and no text: .NET refuses it with an exception about an argument.
        if (Array.Exists(fields, field => field.Contains('\0')))
            throw Wrong(file, line, "it holds a NUL character. Save the table again as text");

        string? Field(string name) => columns.TryGetValue(name, out int i) && !string.IsNullOrWhiteSpace(fields[i])
            ? fields[i].Trim() : null;

        string path = Field("path")?.Replace('\\', '/') ?? throw Wrong(file, line, "its path is empty");
        int? fold = null;
        if (Field("fold") is { } foldText)
        {
            // pandas writes whole numbers as 1.0 where some are missing.
            bool isWhole = double.TryParse(foldText, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue;
            fold = isWhole ? (int)number
                : GenreName.IsMissing(foldText) ? null
                : throw Wrong(file, line, $"its fold is '{foldText}', but must be a whole number or empty");
        }

        string? genre = Field("genre"), artist = Field("artist");
        bool isUnknown = genre is not null && GenreName.IsMissing(genre);
        return new TrackRow(
            line, path, isUnknown ? null : genre, isUnknown, artist is null || GenreName.IsNoArtist(artist) ? null : artist, fold);
    }

    private static DatasetException Wrong(string file, int line, string what) =>
        new($"'{file}', line {line}: {what}{(what.EndsWith('.') ? "" : ".")}");
}
