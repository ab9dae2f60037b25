using MusicGenre.MLNet.Data;
using Distill.Distillation;

namespace Distill;

/// <summary>The files of the folders that were named on the command line.</summary>
internal static class MusicFolders
{
    private static readonly string[] Extensions = [".wav", ".ogg", ".oga", ".opus", ".mp3", ".flac", ".m4a", ".aac", ".au", ".aiff"];

    /// <summary>
    /// All music of the folders. A folder with a <c>tracks.csv</c> gives its tracks, grouped by artist, without the folds that are left
    /// out; any other folder all audio files below it, each a group of its own.
    /// </summary>
    /// <param name="folders">The folders.</param>
    /// <param name="withoutFolds">Folds of <c>tracks.csv</c> that must not be heard.</param>
    public static IReadOnlyList<MusicSource> Find(IEnumerable<string> folders, IReadOnlyCollection<int> withoutFolds)
    {
        var sources = new List<MusicSource>();
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new DirectoryNotFoundException($"There is no folder of music {folder}.");
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            sources.AddRange(File.Exists(Path.Combine(folder, "tracks.csv")) ? Listed(folder, name, withoutFolds) : Found(folder, name));
        }

        return sources;
    }

    private static IEnumerable<MusicSource> Listed(string folder, string name, IReadOnlyCollection<int> withoutFolds)
        => GenreDataset.Open(folder).Tracks
            .Where(track => track.Fold is not int fold || !withoutFolds.Contains(fold))
            .Select(track => new MusicSource(track.Path, $"{name}/{track.Group}", name));

    /// <summary>Files below a folder of collections belong to the collection that their first folder names.</summary>
    private static IEnumerable<MusicSource> Found(string folder, string name)
        => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path =>
            {
                string relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
                int slash = relative.IndexOf('/', StringComparison.Ordinal);
                return new MusicSource(path, $"{name}/{relative}", slash < 0 ? name : $"{name}/{relative[..slash]}");
            });
}
