namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>Tells what came of a run.</summary>
internal static class Table
{
    public static void Write(TextWriter output, IReadOnlyList<TargetResult> results)
    {
        output.WriteLine("| target | inputs | refused | read | slowest | most memory | findings |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (TargetResult result in results)
        {
            output.WriteLine(
                $"| {result.Target} | {result.Inputs:N0} | {result.Refused:N0} | {result.Inputs - result.Refused - result.Findings:N0} | "
                + $"{result.SlowestMilliseconds:0} ms | {result.MostBytes / 1e6:0.0} MB | {result.Findings:N0} |");
        }
        output.WriteLine(
            $"{results.Sum(result => result.Inputs):N0} inputs, {results.Sum(result => result.Findings):N0} findings.");
    }
}
