using FFMpegCore.Pipes;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// Feeds a caller's stream to ffmpeg. That ffmpeg stops reading early (it has seen enough, or was stopped) is no error; that the caller's
/// stream fails is, and <see cref="Failure"/> keeps it for the reading side.
/// </summary>
internal sealed class FfmpegInput(Stream source) : IPipeSource
{
    private const int BlockBytes = 1 << 16;

    /// <summary>What the caller's stream threw.</summary>
    public Exception? Failure { get; private set; }

    public string GetStreamArguments() => "";

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        while (!cancellationToken.IsCancellationRequested)
        {
            int count;
            try
            {
                count = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // ffmpeg needs nothing more.
                return;
            }
            catch (Exception error)
            {
                // Any kind of stream may be behind this; the reading side throws what it threw.
                Failure = error;
                return;
            }
            if (count == 0)
                return;
            try
            {
                await outputStream.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // ffmpeg closed its end; its exit code tells whether something was wrong.
                return;
            }
        }
    }
}
