using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// A named pipe of the file system through which ffmpeg reads a caller's stream. FFMpegCore's own is a socket, which ffmpeg's MP4, MP3 and
/// W64 readers do not treat as something that cannot seek, so that they fail or give other samples than from the file; from a fifo they give
/// the same. It is a name in the temporary folder and never holds data.
/// </summary>
internal sealed partial class UnixFifo : IDisposable
{
    private const uint OwnerOnly = 0b110_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _feeding;

    /// <summary>Makes the pipe and feeds it on a thread of its own, which first waits for ffmpeg to open the other end.</summary>
    public UnixFifo(FfmpegInput input, string path)
    {
        Path = path;
        if (MakeFifo(path, OwnerOnly) != 0)
            throw new IOException($"The pipe {path} cannot be made ({Marshal.GetLastPInvokeErrorMessage()}). Make its folder writable.");
        _feeding = Task.Factory.StartNew(() => Feed(input), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public string Path { get; }

    /// <summary>Ends the feeding and waits until the caller's stream is no longer used.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        for (long start = Environment.TickCount64; !_feeding.IsCompleted && Environment.TickCount64 - start < Patience.TotalMilliseconds;)
        {
            // If ffmpeg never opened its end, our thread still waits for that: for a moment somebody does.
            using (Open(FileAccess.ReadWrite))
                Task.WaitAny([_feeding], TimeSpan.FromMilliseconds(10));
        }
        _ = _feeding.Exception;
        File.Delete(Path);
    }

    private void Feed(FfmpegInput input)
    {
        using FileStream pipe = Open(FileAccess.Write);
        input.WriteAsync(pipe, _stop.Token).GetAwaiter().GetResult();
    }

    private FileStream Open(FileAccess access) => new(Path, FileMode.Open, access, FileShare.ReadWrite, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
