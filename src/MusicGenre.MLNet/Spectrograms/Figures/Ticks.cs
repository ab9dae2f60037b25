using System.Globalization;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>Round numbers along an axis.</summary>
internal static class Ticks
{
    private static readonly double[] TimeSteps =
    [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30,
        60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400,
    ];

    /// <summary>How times of an axis this long are written, and a label as long as any.</summary>
    public static (string Unit, string LongestLabel) TimeFormat(double seconds) => seconds switch
    {
        < 120 => ("s", "00.00"),
        < 3600 => ("m:ss", "00:00"),
        _ => ("h:mm:ss", "00:00:00"),
    };

    /// <summary>Times from 0 to a length, at most so many.</summary>
    public static IReadOnlyList<(double Seconds, string Label)> Times(double length, int most)
    {
        double step = TimeSteps.FirstOrDefault(s => length / s < most, length);
        string format = "F" + Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        var ticks = new List<(double, string)>();
        for (int i = 0; i * step <= length * (1 + 1e-9); i++)
            ticks.Add((i * step, Time(i * step, length, format)));
        return ticks;
    }

    /// <summary>Round values between two, at most so many, and how many decimals they need.</summary>
    public static (IReadOnlyList<double> Values, int Decimals) Values(double low, double high, int most)
    {
        double raw = (high - low) / Math.Max(1, most - 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = new[] { 1.0, 2, 5, 10 }.Select(m => m * power).First(s => s >= raw * (1 - 1e-9));
        var values = new List<double>();
        for (double i = Math.Ceiling(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
            values.Add(i * step);
        return (values, Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9)));
    }

    /// <summary>A number with a proper minus sign.</summary>
    public static string Format(double value, int decimals) =>
        // Adding 0 turns −0, which would be written with its sign, into 0.
        (Math.Round(value, decimals) + 0.0).ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Time(double seconds, double length, string format)
    {
        long whole = (long)Math.Round(seconds);
        return length switch
        {
            < 120 => seconds.ToString(format, CultureInfo.InvariantCulture),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}"),
        };
    }
}
