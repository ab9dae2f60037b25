namespace MusicGenre.MLNet.Common;

/// <summary>Numbers of things in words: one track, but two tracks.</summary>
internal static class Counted
{
    /// <summary>The number and what is counted.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The words for one.</param>
    /// <param name="several">The words for none or several. The default value is <see langword="null"/>: an s behind those for one.</param>
    public static string Of(int count, string one, string? several = null) => $"{count} {(count == 1 ? one : several ?? one + "s")}";
}
