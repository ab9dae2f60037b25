using System.Diagnostics;
using MusicGenre.MLNet.Audio.Pcm;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// What ffmpeg gives, within its limits: where it gives nothing for too long, takes much longer than the music plays, or gives more than it
/// may, it is ended, and with it the stream. <see cref="FfmpegProcess.Exceeded"/> then says why.
/// </summary>
internal sealed class FfmpegOutput : Stream
{
    // Until the header has told it: the slowest that sound comes, which allows the most time.
    private const double FewestBytesPerSecond = 32_000;

    // Until the header has told it: the most that an hour of sound has.
    private const double MostBytesPerSecond = 32 * 192_000 * sizeof(float);

    private readonly Stream _pipe;
    private readonly FfmpegProcess _process;
    private readonly Timer _silence;
    private TimeSpan _waited;
    private double? _bytesPerSecond;

    /// <param name="pipe">The program's standard output.</param>
    /// <param name="process">The program, which is ended where it exceeds its limits.</param>
    public FfmpegOutput(Stream pipe, FfmpegProcess process)
    {
        (_pipe, _process) = (pipe, process);
        _silence = new Timer(_ => process.End($"ffmpeg gave nothing for {FfmpegProcess.Seconds(process.Limits.Timeout)} (InputLimits.{nameof(InputLimits.FfmpegTimeout)})"));
    }

    /// <summary>Gets how many bytes came.</summary>
    public long Received { get; private set; }

    /// <summary>Says what the header told, from where on the limits are exact.</summary>
    public void SetFormat(PcmFormat format) => _bytesPerSecond = (double)format.SampleRate * format.BytesPerFrame;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        FfmpegLimits limits = _process.Limits;
        long begin = Stopwatch.GetTimestamp();
        int count;
        _silence.Change(limits.Timeout, Timeout.InfiniteTimeSpan);
        try
        {
            count = _pipe.Read(buffer);
        }
        finally
        {
            _silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        _waited += Stopwatch.GetElapsedTime(begin);
        Received += count;
        double longest = Received / (_bytesPerSecond ?? FewestBytesPerSecond), shortest = Received / (_bytesPerSecond ?? MostBytesPerSecond);
        if (count > 0 && _waited.TotalSeconds > limits.Timeout.TotalSeconds + longest)
            _process.End($"ffmpeg took {FfmpegProcess.Seconds(_waited)} for {longest:0.#} s of sound (InputLimits.{nameof(InputLimits.FfmpegTimeout)})");
        else if (shortest > limits.MaxDuration.TotalSeconds)
            _process.End($"ffmpeg gave more than {limits.MaxDuration.TotalHours:0.#} hours of sound (InputLimits.{nameof(InputLimits.MaxDuration)})");
        return _process.Exceeded is null ? count : 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _silence.Dispose();
            _pipe.Dispose();
        }
        base.Dispose(disposing);
    }
}
