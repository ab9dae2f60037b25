using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// A copy of a caller's stream in the temporary folder, for ffmpeg: MP4 with its index at the end, and others, cannot be decoded without
/// seeking. Deleted with <see cref="Dispose"/>.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    /// <summary>The most bytes that are copied: 2 GiB, more than a day of MP3 with 128 kbit/s.</summary>
    public const long MaxBytes = 1L << 31;

    private const int BlockBytes = 1 << 16;

    private FileStream? _held;

    private SpoolFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Copies a stream from its beginning.</summary>
    /// <exception cref="AudioFormatException">The stream is longer than <see cref="AudioSource.SpoolLimit"/>.</exception>
    /// <exception cref="IOException">The temporary folder is full or cannot be written; the message names it.</exception>
    public static SpoolFile Write(RewindableInput input, AudioSource source)
    {
        input.SeekTo(0);
        input.StopRecording();
        string path = WorkFolder.NewPath();
        FileStream file = Create(path);
        var spool = new SpoolFile(path);
        try
        {
            var block = new byte[BlockBytes];
            for (int count; (count = input.Fill(block)) > 0;)
            {
                if (input.Position > source.SpoolLimit)
                {
                    throw source.Bad($"it has more than {source.SpoolLimit:N0} bytes, the most that is copied from a stream to a temporary file "
                        + "for ffmpeg. Save it to a file and open that.");
                }
                Append(file, block.AsSpan(0, count));
            }
            file.Dispose();
            // Held open as long as it is needed, by which other processes tell that it is.
            spool._held = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
            return spool;
        }
        catch
        {
            file.Dispose();
            spool.Dispose();
            throw;
        }
    }

    private static FileStream Create(string path)
    {
        // Nobody else on this computer may listen.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw WorkFolder.CannotWrite(error);
        }
    }

    // The caller's stream may fail too, with an error of its own, so that only the writing is told as the disk's.
    private static void Append(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException error)
        {
            throw WorkFolder.CannotWrite(error);
        }
    }

    /// <summary>Copies a stream from its beginning, and opens the copy; closing it deletes it.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static FileStream OpenCopy(RewindableInput input, AudioSource source)
    {
        SpoolFile spool = Write(input, source);
        try
        {
            var copy = new FileStream(
                spool.Path, new FileStreamOptions { Share = FileShare.Read | FileShare.Delete, Options = FileOptions.DeleteOnClose });
            spool._held?.Dispose();
            return copy;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _held?.Dispose();
        File.Delete(Path);
    }
}
