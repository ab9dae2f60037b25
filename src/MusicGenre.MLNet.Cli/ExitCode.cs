namespace MusicGenre.MLNet.Cli;

/// <summary>What the tool's process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>Something is wrong with the data, a file or the machine.</summary>
    public const int Failure = 1;

    /// <summary>Something is wrong with the command line.</summary>
    public const int UsageError = 2;

    /// <summary>Stopped with Ctrl+C, as shells report it.</summary>
    public const int Cancelled = 130;
}
