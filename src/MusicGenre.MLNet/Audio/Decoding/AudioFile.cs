using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>
/// Opens a path: a file, or a pipe, which can be opened once and read from front to end. Anything else that has a path is refused at once.
/// </summary>
internal static class AudioFile
{
    /// <summary>Opens what a source names; this never waits for anybody.</summary>
    /// <returns>A stream that can seek, unless the path is a pipe.</returns>
    /// <exception cref="AudioFormatException">The path is a folder, a device, a terminal or a socket.</exception>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    public static Stream Open(AudioSource source) => OpenPipe(source) ?? OpenFile(source.Path!);

    /// <summary>Opens a path that can be read only once; null for an ordinary file, or if there is none.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static Stream? OpenPipe(AudioSource source)
    {
        string path = source.Path!;
        switch (PathKinds.Of(path))
        {
            case PathKind.Folder:
                throw source.Bad("it is a folder. Name a file in it.");
            case PathKind.Device:
                throw source.Bad("it is a device, a terminal or a socket, and no file. Name a file or a pipe.");
            case PathKind.Pipe:
                using (HoldOpen(path))
                    return new PipeStream(OpenFile(path), source.Cancellation);
            default:
                return null;
        }
    }

    /// <summary>
    /// Opens a pipe for writing too. Opening one to which nobody writes would wait for ever; like this it is empty, which is told at once.
    /// Who waits for a reader already counts as a writer.
    /// </summary>
    private static FileStream? HoldOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Who may not write to it may still read it; if not, reading says why.
            return null;
        }
    }

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
}
