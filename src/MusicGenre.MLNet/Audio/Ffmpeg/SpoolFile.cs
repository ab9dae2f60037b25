using MusicGenre.MLNet.Audio.Decoding;

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

    private SpoolFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Copies a stream from its beginning.</summary>
    /// <exception cref="AudioFormatException">The stream is longer than <see cref="AudioSource.SpoolLimit"/>.</exception>
    /// <exception cref="IOException">The temporary folder is full or cannot be written.</exception>
    public static SpoolFile Write(RewindableInput input, AudioSource source)
    {
        input.SeekTo(0);
        input.StopRecording();
        var spool = new SpoolFile(System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), $"musicgenre-{Environment.ProcessId}-{Guid.NewGuid():N}"));
        // Nobody else on this computer may listen.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = Create(spool.Path, options);
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
                file.Write(block, 0, count);
            }
            file.Dispose();
            return spool;
        }
        catch
        {
            file.Dispose();
            spool.Dispose();
            throw;
        }
    }

    private static FileStream Create(string path, FileStreamOptions options)
    {
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Nothing can be written to the temporary folder {System.IO.Path.GetTempPath()}, which ffmpeg needs for sound from a "
                + "stream. Create it and make it writable, or name another one in the environment variable TMPDIR (TMP on Windows).",
                    error);
        }
    }

    /// <summary>Copies a stream from its beginning, and opens the copy; closing it deletes it.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static FileStream OpenCopy(RewindableInput input, AudioSource source)
    {
        SpoolFile spool = Write(input, source);
        try
        {
            return new FileStream(spool.Path, new FileStreamOptions { Options = FileOptions.DeleteOnClose });
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
