using System.Runtime.InteropServices;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Copies a stream that may have to be read asynchronously to one that can be read in any way and can seek: in memory as long as it is
/// small, in a temporary file beyond that. The file is gone when the copy is disposed, on Unix even when the process is killed.
/// </summary>
internal static class StreamCopy
{
    /// <summary>Up to so many bytes stay in memory: an mp3 of eight minutes.</summary>
    public const int MaxMemoryBytes = 8 << 20;

    private const int BlockBytes = 1 << 16;

    // As for what is copied for ffmpeg.
    private const long MaxBytes = 1L << 31;

    /// <summary>Copies a stream from where it stands to its end.</summary>
    /// <returns>The copy, at its beginning; or the stream itself, not to be disposed, if it can be read in any way as it is.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="AudioFormatException">The stream is longer than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="IOException">The stream fails, or the temporary folder cannot be written.</exception>
    public static async Task<(Stream Content, bool IsCopy)> CreateAsync(
        Stream stream, CancellationToken cancellationToken, int maxMemoryBytes = MaxMemoryBytes, long maxBytes = MaxBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException(
                "The stream cannot be read: it is closed or only for writing. Open it for reading.", nameof(stream));
        if (stream.GetType() == typeof(MemoryStream) || stream is FileStream { CanSeek: true })
            return (stream, false);
        Stream copy = new MemoryStream();
        try
        {
            var block = new byte[BlockBytes];
            for (int count; (count = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                copy = WithRoom(copy, count, maxMemoryBytes, maxBytes);
                await copy.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            copy.Position = 0;
            return (copy, true);
        }
        catch
        {
            // Whatever went wrong, no file stays behind; the error itself is the caller's.
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Copies a stream from where it stands to its end, on this thread.</summary>
    /// <returns>The copy, at its beginning.</returns>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static Stream Create(Stream stream, CancellationToken cancellationToken)
    {
        Stream copy = new MemoryStream();
        try
        {
            var block = new byte[BlockBytes];
            for (int count; (count = stream.Read(block)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                copy = WithRoom(copy, count, MaxMemoryBytes, MaxBytes);
                copy.Write(block, 0, count);
            }
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose(); // as above
            throw;
        }
    }

    /// <summary>Opens bytes in memory; not copied where an array holds them.</summary>
    public static Stream Of(ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    // The same copy, or a file that it goes on in.
    private static Stream WithRoom(Stream copy, int count, int maxMemoryBytes, long maxBytes)
    {
        if (copy.Length + count > maxBytes)
            throw new AudioFormatException(
                $"it has more than {maxBytes:N0} bytes, the most that is copied from a stream. Save it to a file and give that.");
        if (copy is not MemoryStream memory || memory.Length + count <= maxMemoryBytes)
            return copy;
        FileStream file = OpenTemporaryFile();
        memory.WriteTo(file);
        return file;
    }

    private static FileStream OpenTemporaryFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"musicgenre-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        // Nobody else on this computer may listen.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file;
        try
        {
            file = new FileStream(path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Nothing can be written to the temporary folder {Path.GetTempPath()}, which long streams need. Create it "
                + "and make it writable, or name another one in the environment variable TMPDIR (TMP on Windows).", error);
        }
        if (!OperatingSystem.IsWindows())
            File.Delete(path); // It lives on without a name until it is closed.
        return file;
    }
}
