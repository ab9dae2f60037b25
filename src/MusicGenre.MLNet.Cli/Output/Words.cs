using System.Globalization;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes figures for people, the same everywhere.</summary>
internal static class Words
{
    /// <summary>What stands for a figure that there is none of.</summary>
    public const string None = "–";

    /// <summary>Gets a share, e.g. "90.0 %".</summary>
    public static string Percent(double share) => Invariant($"{100 * share:0.0} %");

    /// <summary>Gets a share with its interval, e.g. "90.0 % (85.0–94.1)".</summary>
    public static string Percent(double share, ConfidenceInterval interval)
        => Invariant($"{100 * share:0.0} % ({100 * interval.Lower:0.0}–{100 * interval.Upper:0.0})");

    /// <summary>Gets a figure with three digits, e.g. "0.875".</summary>
    public static string Fixed(double value) => Invariant($"{value:0.000}");

    /// <summary>Gets a figure with its interval, e.g. "0.875 (0.810–0.930)".</summary>
    public static string Fixed(double value, ConfidenceInterval? interval)
        => interval is null ? Fixed(value) : Invariant($"{value:0.000} ({interval.Lower:0.000}–{interval.Upper:0.000})");

    /// <summary>Gets a time, e.g. "12.3 s", "4 min 05 s", "1 h 12 min".</summary>
    public static string Duration(TimeSpan time) => time.TotalMinutes < 1 ? Invariant($"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? Invariant($"{time.Minutes} min {time.Seconds:00} s")
        : Invariant($"{(int)time.TotalHours} h {time.Minutes:00} min");

    /// <summary>Gets how long work may still take, e.g. "8 s", "4 min 05 s".</summary>
    public static string Estimate(TimeSpan time) => time.TotalMinutes < 1 ? Invariant($"{time.TotalSeconds:0} s") : Duration(time);

    /// <summary>Gets a size, e.g. "512 bytes", "12 KiB", "1.5 GiB".</summary>
    public static string Size(long bytes) => bytes < 1 << 10 ? Invariant($"{bytes} bytes")
        : bytes < 1 << 20 ? Invariant($"{bytes / 1024.0:0} KiB")
        : bytes < 1 << 30 ? Invariant($"{bytes / 1048576.0:0.0} MiB")
        : Invariant($"{bytes / 1073741824.0:0.0} GiB");

    /// <summary>Gets a count with its noun, e.g. "1 pair", "3 pairs".</summary>
    public static string Count(int number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>Gets a text whose numbers do not depend on the user's language.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
