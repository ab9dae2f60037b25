namespace MusicGenre.MLNet.Cli;

/// <summary>What the tool's process returns.</summary>
internal static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>Something is wrong with the data, a file or the machine: there is no result.</summary>
    public const int Failure = 1;

    /// <summary>Something is wrong with the command line.</summary>
    public const int UsageError = 2;

    /// <summary>There is a result, but some files were left out of it; each was named.</summary>
    public const int SomeSkipped = 3;

    /// <summary>Stopped with Ctrl+C, as shells report it.</summary>
    public const int Cancelled = 130;

    /// <summary>Gets the code of work on files.</summary>
    /// <param name="done">How many files gave a result.</param>
    /// <param name="skipped">How many could not be used.</param>
    public static int Of(long done, long skipped) => skipped == 0 ? Success : done == 0 ? Failure : SomeSkipped;
}
