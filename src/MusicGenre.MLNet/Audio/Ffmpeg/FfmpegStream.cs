using System.IO.Pipes;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// What ffmpeg makes of a file or stream: WAV of 32-bit floats with all channels at their own rate, read as it is decoded. ffmpeg waits
/// while nobody reads, so memory stays bounded.
/// </summary>
/// <remarks>
/// FFMpegCore runs the program, but the pipe is our own and not its OutputToPipe: that one stops waiting for ffmpeg to connect when the
/// program ends, so on a busy machine a short file could be decoded before anybody looked, and be lost.
/// </remarks>
internal sealed class FfmpegStream : ForwardStream
{
    /// <summary>ffmpeg's WAV header is shorter than this; no more than this means that it decoded nothing.</summary>
    private const int MaxHeaderBytes = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly AudioSource _source;
    private readonly NamedPipeServerStream _pipe;
    private readonly FfmpegRun _run;
    private readonly CancellationTokenRegistration _cancellation;
    private long _received;
    private bool _ended;
    private bool _disposed;

    private FfmpegStream(AudioSource source, NamedPipeServerStream pipe, FfmpegRun run)
    {
        _source = source;
        _pipe = pipe;
        _run = run;
        _cancellation = source.Cancellation.Register(run.Stop);
    }

    /// <summary>Starts ffmpeg and waits until it has found audio.</summary>
    /// <param name="source">Whose file is decoded, unless there is an <paramref name="input"/>.</param>
    /// <param name="input">The stream to decode, which stays open; null: the source's file.</param>
    /// <exception cref="FfmpegNotFoundException">There is no ffmpeg.</exception>
    /// <exception cref="AudioFormatException">ffmpeg cannot make anything of the input.</exception>
    public static FfmpegStream Start(AudioSource source, Stream? input)
    {
        (string name, string url) = PipeNames.Server();
        const PipeOptions Options = PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly;
        var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, Options);
        FfmpegRun? run = null;
        try
        {
            Task connected = pipe.WaitForConnectionAsync(source.Cancellation);
            run = new FfmpegRun(source, input, url);
            Task.WaitAny([connected, run.Result], source.Cancellation);
            if (!connected.IsCompleted)
                run.ThrowIfFailed(mayComplain: true);
            if (Task.WaitAny([connected], (int)Patience.TotalMilliseconds, source.Cancellation) < 0)
                throw source.Bad("ffmpeg ended without an answer and without an error. Try 'ffmpeg -version' in a terminal.");
            connected.GetAwaiter().GetResult();
            return new FfmpegStream(source, pipe, run);
        }
        catch
        {
            // Neither the program nor the pipe may outlive the failed call; the error itself goes on.
            run?.Dispose();
            pipe.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty || _ended)
            return 0;
        int count = _pipe.Read(buffer);
        _received += count;
        if (count > 0)
            return count;
        _run.ThrowIfFailed(mayComplain: _received > MaxHeaderBytes);
        _ended = true;
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _cancellation.Dispose();
            _run.Dispose();
            _pipe.Dispose();
        }
        base.Dispose(disposing);
    }
}
