namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>Says how long work will still take, if it goes on as fast as it went.</summary>
internal static class TimeLeft
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>Gets the time, in whole seconds; null while too little is done to tell.</summary>
    public static TimeSpan? Of(TimeSpan elapsed, double completed, double total)
        => elapsed < Least || completed <= 0 || total <= completed
            ? null
            : TimeSpan.FromSeconds(Math.Ceiling(elapsed.TotalSeconds * (total - completed) / completed));
}
