using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// What ffmpeg writes to its standard error: the last complaints, made fit for an error message, and how far it says it has come. However
/// much it writes, with line ends or without, a few hundred bytes of it are kept.
/// </summary>
internal sealed partial class FfmpegErrors
{
    private const int KeptLines = 8;
    private const int KeptBytes = 400;
    private const int Told = 2;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();
    private readonly byte[] _line = new byte[KeptBytes];
    private int _length;

    /// <summary>Gets whether ffmpeg said that it came to its end, which it does not when somebody ends it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Gets how many bytes ffmpeg says it has written; null if it did not say.</summary>
    public long? Written { get; private set; }

    /// <summary>Gets how many bytes came.</summary>
    public long Received { get; private set; }

    /// <summary>Takes the next bytes, which may end within a line.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Received += bytes.Length;
            foreach (byte b in bytes)
            {
                if (b is (byte)'\n' or (byte)'\r')
                    EndLine();
                else if (_length < _line.Length)
                    _line[_length++] = b;
            }
        }
    }

    /// <summary>Takes what came without an end of line as the last line.</summary>
    public void End()
    {
        lock (_lock)
            EndLine();
    }

    /// <summary>The last different useful lines; null if there were none.</summary>
    public string? Reason(string inputName)
    {
        lock (_lock)
        {
            string[] useful = _lines
                .Select(line => Origin().Replace(line, "").Replace(inputName + ": ", "", StringComparison.Ordinal))
                .Select(line => line.Trim(' ', '.'))
                .Where(line => line.Length > 0)
                .Distinct()
                .ToArray();
            return useful.Length == 0 ? null : string.Join("; ", useful.TakeLast(Told));
        }
    }

    private void EndLine()
    {
        if (_length == 0)
            return;
        string line = Encoding.UTF8.GetString(_line, 0, _length);
        _length = 0;
        Match report = Report().Match(line);
        if (!report.Success)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
                _lines.Dequeue();
        }
        else if (report.Groups["name"].Value == "progress")
        {
            HasEnded = report.Groups["value"].Value == "end";
        }
        else if (report.Groups["name"].Value == "total_size"
            && long.TryParse(report.Groups["value"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            Written = size;
        }
    }

    /// <summary>"[mp3 @ 0x55ab050ad880] " before a line: where in ffmpeg's memory it comes from.</summary>
    [GeneratedRegex(@"^(\[[^\]]* @ [^\]]*\] )+")]
    private static partial Regex Origin();

    /// <summary>A line of <c>-progress</c>.</summary>
    [GeneratedRegex(@"^(?<name>frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time\w*|dup_frames|drop_frames|speed|progress)=\s*(?<value>\S*)\s*$")]
    private static partial Regex Report();
}
