using System.Globalization;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>A part of a run: some inputs of one target.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Start">The number of the first input.</param>
/// <param name="Count">The most inputs.</param>
/// <param name="Seconds">After which no further input is begun.</param>
internal sealed record WorkItem(string Target, long Start, long Count, double Seconds)
{
    public string ToLine() => FormattableString.Invariant($"{Target} {Start} {Count} {Seconds:R}");

    public static WorkItem FromLine(string line)
    {
        string[] parts = line.Split(' ');
        return new WorkItem(
            parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture),
            double.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
