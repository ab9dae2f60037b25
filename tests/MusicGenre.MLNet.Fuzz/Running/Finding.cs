namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>An input that a reader did not bear.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Index">The number of the input.</param>
/// <param name="Kind">What was wrong: <c>exception</c>, <c>slow</c>, <c>memory</c>, <c>answer</c>, <c>hang</c>, <c>crash</c>.</param>
/// <param name="Message">What happened, in one line.</param>
internal sealed record Finding(string Target, long Index, string Kind, string Message)
{
    private const string Mark = "FINDING\t";

    /// <summary>Gets the name of the file that the input is written to.</summary>
    public string FileName => $"{Target}-{Index}-{Kind}.bin";

    public string ToLine() => $"{Mark}{Target}\t{Index}\t{Kind}\t{Message.ReplaceLineEndings(" ").Replace('\t', ' ')}";

    /// <summary>Reads what <see cref="ToLine"/> wrote; <see langword="null"/> for any other line.</summary>
    public static Finding? FromLine(string line)
        => line.StartsWith(Mark, StringComparison.Ordinal) && line.Split('\t') is [_, var target, var index, var kind, var message]
            ? new Finding(target, long.Parse(index), kind, message)
            : null;
}
