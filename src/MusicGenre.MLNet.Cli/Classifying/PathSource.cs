using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>
/// The files that a command line means, one after the other and read only as they are needed: files, all below folders, and the paths in
/// lists (<c>@list.txt</c>) and on standard input (<c>-</c>), one a line. Memory does not grow with their number.
/// </summary>
internal sealed class PathSource
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly IReadOnlyList<string> _arguments;
    private readonly TextReader _input;

    /// <summary>Creates the source.</summary>
    /// <param name="arguments">The arguments as they were typed.</param>
    /// <param name="input">The standard input.</param>
    public PathSource(IReadOnlyList<string> arguments, TextReader input) => (_arguments, _input) = (arguments, input);

    /// <summary>Gets whether the files can be counted before they are read: those on standard input come only once.</summary>
    public bool CanCount => !_arguments.Contains("-");

    /// <summary>Counts the files.</summary>
    public int Count(CancellationToken cancellationToken) => Paths(static (_, _) => { }, cancellationToken).Count();

    /// <summary>Gets the files, those of a folder in ordinal order of their names.</summary>
    /// <param name="refuse">Is told of paths that stand for no file, with the reason.</param>
    /// <param name="cancellationToken">Stops between two files, and while standard input is waited for.</param>
    public IEnumerable<string> Paths(Action<string, string> refuse, CancellationToken cancellationToken)
        => _arguments.SelectMany(argument => Expand(argument, refuse, cancellationToken));

    /// <summary>Gets whether a file beside others may be music, by its name, and for pictures by their form.</summary>
    public static bool MayBeMusic(string path) => TrackFiles.KindOf(path) switch
    {
        TrackKind.Audio => true,
        TrackKind.Spectrogram => !TrackFiles.IsCoverName(path) && IsGrey(path),
        _ => false,
    };

    private IEnumerable<string> Expand(string argument, Action<string, string> refuse, CancellationToken cancellationToken)
    {
        if (argument == "-")
            return Lines(_input, cancellationToken).SelectMany(path => FilesOf(path, refuse, cancellationToken));
        if (argument is not ['@', _, ..] || File.Exists(argument) || Directory.Exists(argument))
            return FilesOf(argument, refuse, cancellationToken);
        if (File.Exists(argument[1..]))
            return ListOf(argument[1..], cancellationToken).SelectMany(path => FilesOf(path, refuse, cancellationToken));
        refuse(argument, $"There is no list of files {argument[1..]}.");
        return [];
    }

    private static IEnumerable<string> ListOf(string list, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(list);
        foreach (string line in Lines(reader, cancellationToken))
            yield return line;
    }

    // On another thread, so that Ctrl+C ends the wait for a line that never comes.
    private static IEnumerable<string> Lines(TextReader reader, CancellationToken cancellationToken)
    {
        while (Task.Run(reader.ReadLine, cancellationToken).WaitAsync(cancellationToken).GetAwaiter().GetResult() is { } line)
            if (line.Length > 0)
                yield return line;
    }

    private static IEnumerable<string> FilesOf(string path, Action<string, string> refuse, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return [path];
        return FilesOfFolder(path, refuse, cancellationToken);
    }

    private static IEnumerable<string> FilesOfFolder(string folder, Action<string, string> refuse, CancellationToken cancellationToken)
    {
        bool any = false, told = false;
        foreach (string file in Walk(new DirectoryInfo(folder), folder, [], Told, cancellationToken))
        {
            any = true;
            yield return file;
        }
        if (!any && !told)
            refuse(folder, "The folder holds no audio files.");

        void Told(string path, string reason)
        {
            told = true;
            refuse(path, reason);
        }
    }

    // A link to a folder that is being walked would never end.
    private static IEnumerable<string> Walk(
        DirectoryInfo folder, string path, HashSet<string> above, Action<string, string> refuse, CancellationToken cancellationToken)
    {
        string real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        if (!above.Add(real))
            yield break;
        foreach (FileSystemInfo entry in EntriesOf(folder, path, refuse))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string inside = Path.Combine(path, entry.Name);
            if (entry is DirectoryInfo subfolder)
                foreach (string file in Walk(subfolder, inside, above, refuse, cancellationToken))
                    yield return file;
            else if (MayBeMusic(inside))
                yield return inside;
        }
        above.Remove(real);
    }

    private static IReadOnlyList<FileSystemInfo> EntriesOf(DirectoryInfo folder, string path, Action<string, string> refuse)
    {
        try
        {
            return
            [
                .. folder.EnumerateFileSystemInfos("*", Everything).Where(entry => !TrackFiles.IsHidden(entry))
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // One closed folder must not end the reading of the others.
            refuse(path, $"The folder cannot be read: {exception.Message}");
            return [];
        }
    }

    // Spectrograms are PNGs of one channel of 8 bits; scans and album pictures have colors.
    private static bool IsGrey(string path)
    {
        Span<byte> header = stackalloc byte[26];
        try
        {
            using FileStream file = File.OpenRead(path);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[24] == 8
                && header[25] == 0;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // What cannot be opened is named when it is classified.
            return true;
        }
    }
}
