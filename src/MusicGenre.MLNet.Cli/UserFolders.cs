using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Cli;

/// <summary>Where the tool keeps things between runs.</summary>
internal static class UserFolders
{
    /// <summary>Gets the folder of the logs that bring tags back.</summary>
    public static string UndoLogs => Path.Combine(UserFolder.Location, "undo");
}
