using System.Text.RegularExpressions;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>The last lines ffmpeg printed about what went wrong, made fit for an error message.</summary>
internal sealed partial class FfmpegErrors
{
    private const int Kept = 8;
    private const int Told = 2;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
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

    /// <summary>"[mp3 @ 0x55ab050ad880] " before a line: where in ffmpeg's memory it comes from.</summary>
    [GeneratedRegex(@"^(\[[^\]]* @ [^\]]*\] )+")]
    private static partial Regex Origin();
}
