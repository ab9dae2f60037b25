using System.Globalization;
using MusicGenre.MLNet.Prediction.Explaining;
using Spectre.Console;

namespace QuickStart.Output;

/// <summary>Shows which moments of a track spoke for and against its genre.</summary>
internal static class WhyTable
{
    private const int Shown = 3;

    /// <summary>Shows the strongest moments.</summary>
    public static void Show(IAnsiConsole console, string path, Explanation explanation)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {explanation.Genre}, {100 * explanation.Probability:0.0} %"));
        foreach (TimeEvidence moment in explanation.For.Take(Shown))
            console.WriteLine(Line("for", moment));
        foreach (TimeEvidence moment in explanation.Against.Take(Shown))
            console.WriteLine(Line("against", moment));
    }

    private static string Line(string side, TimeEvidence moment) => string.Create(
        CultureInfo.InvariantCulture, $"  {side} {moment.Start:mm\\:ss\\.f} to {moment.End:mm\\:ss\\.f}: {moment.Evidence:+0.00;−0.00} nats of log-odds");
}
