using System.ComponentModel;
using System.Runtime.ExceptionServices;
using FFMpegCore;
using Instances.Exceptions;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>One run of ffmpeg through FFMpegCore: started with the object, ended at the latest with <see cref="Dispose"/>.</summary>
internal sealed class FfmpegRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AudioSource _source;
    private readonly FfmpegInput? _input;
    private readonly UnixFifo? _fifo;
    private readonly string _inputName;
    private readonly FfmpegErrors _errors = new();
    private readonly Action _stop;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="source">Whose file is decoded, unless there is an <paramref name="input"/>.</param>
    /// <param name="input">The stream to decode; null: the source's file.</param>
    /// <param name="outputUrl">Where ffmpeg writes WAV of 32-bit floats.</param>
    public FfmpegRun(AudioSource source, Stream? input, string outputUrl)
    {
        _source = source;
        string folder = source.FindFfmpeg() ?? throw new FfmpegNotFoundException(source.Path);
        _input = input is null ? null : new FfmpegInput(input);

        if (_input is not null && !OperatingSystem.IsWindows())
            _fifo = new UnixFifo(_input, PipeNames.UnixPath());

        // Only what was asked for is opened: a playlist with an audio file's name may name addresses on the network.
        const string Before = "-nostdin -hide_banner -v error -protocol_whitelist file";
        _inputName = $"file:{_fifo?.Path ?? source.Path}";
        FFMpegArguments arguments = _input is not null && _fifo is null
            ? FFMpegArguments.FromPipeInput(_input, options => options.WithCustomArgument(Before))
            : FFMpegArguments.FromFileInput(Escape(_inputName), verifyExists: false, options => options.WithCustomArgument(Before));
        Result = arguments
            .OutputToUrl($"\"{outputUrl}\"", options => options
                .WithCustomArgument("-map 0:a:0 -map_metadata -1 -bitexact")
                .WithAudioCodec("pcm_f32le")
                .ForceFormat("wav"))
            .NotifyOnStandardError(_errors.Add)
            .CancellableThrough(out _stop, TimeSpan.Zero)
            .ProcessAsynchronously(throwOnError: false, new FFOptions { BinaryFolder = folder, EncodingWebName = "utf-8" });
    }

    /// <summary>Done when ffmpeg has ended.</summary>
    public Task<FFMpegResult> Result { get; }

    /// <summary>Kills ffmpeg if it still runs; does not wait for its end.</summary>
    public void Stop()
    {
        if (Result.IsCompleted)
            return;
        try
        {
            _stop();
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or Win32Exception or InstanceException)
        {
            // It ended by itself between the question and the kill.
        }
    }

    /// <summary>Waits for ffmpeg's end, which its output's end has announced, and throws if it did not end well.</summary>
    /// <param name="mayComplain">Whether complaints alone are no failure: sound with a damaged place is still sound.</param>
    public void ThrowIfFailed(bool mayComplain)
    {
        Task.WaitAny([Result], Patience);
        _source.Cancellation.ThrowIfCancellationRequested();
        if (_input?.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (Result.Exception?.GetBaseException() is { } error)
        {
            throw new InvalidOperationException($"The program ffmpeg could not be run: {error.Message} Try 'ffmpeg -version' in a terminal.", error);
        }
        string? reason = _errors.Reason(_inputName);
        if (!Result.IsCompleted || !Result.Result.Success || (reason is not null && !mayComplain))
        {
            throw _source.Bad($"ffmpeg cannot decode it ({reason ?? "no reason given"}). Play it in another program; if that fails too, "
                + "get the file again or remove it.");
        }
    }

    /// <summary>Ends ffmpeg and waits until it has, so that nothing uses the file or the caller's stream any more.</summary>
    public void Dispose()
    {
        Stop();
        Task.WaitAny([Result], Patience);
        _ = Result.Exception;
        _fifo?.Dispose();
    }

    /// <summary>
    /// FFMpegCore puts the path between quotes as it is, so quotes in it, and backslashes before a quote, need a backslash each.
    /// </summary>
    private static string Escape(string path)
    {
        var escaped = new System.Text.StringBuilder();
        int backslashes = 0;
        foreach (char c in path)
        {
            if (c == '"')
                escaped.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            escaped.Append(c);
        }
        return escaped.Append('\\', backslashes).ToString();
    }
}
