using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Pcm;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// Decodes a file with ffmpeg: to WAV of 32-bit floats with all channels at their own rate, which is read as it is decoded. ffmpeg waits
/// while nobody reads, so memory stays bounded. A stream is written to a temporary file first, since many formats need seeking.
/// </summary>
internal sealed class FfmpegDecoder : IDisposable
{
    /// <summary>ffmpeg's WAV header is shorter than this; no more than this means that it decoded nothing.</summary>
    private const int MaxHeaderBytes = 128;

    private readonly AudioSource _source;
    private readonly SpoolFile? _spool;
    private readonly string _url;
    private readonly FfmpegProcess _process;
    private readonly CancellationTokenRegistration _cancellation;

    // ffmpeg, which cannot go back in a pipe, does not say how much will come. A script in its place may.
    private bool _saysLength;

    private FfmpegDecoder(AudioSource source, string program, SpoolFile? spool)
    {
        (_source, _spool) = (source, spool);
        // "file:" keeps a name with a colon from being taken for a protocol.
        _url = $"file:{spool?.Path ?? source.Path}";

        // Only what was asked for is opened: a playlist with an audio file's name may name other files and addresses on the network.
        _process = new FfmpegProcess(program,
        [
            "-protocol_whitelist", "file,pipe", "-format_whitelist", FfmpegFormats.Allowed, "-i", _url,
            "-map", $"0:a:{source.AudioTrack}", "-map_metadata", "-1", "-bitexact", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1",
        ],
            source.FfmpegLimits);
        _cancellation = source.Cancellation.Register(_process.Kill);
    }

    /// <summary>Starts ffmpeg and waits until it has found audio.</summary>
    /// <param name="source">Whose file is decoded, unless there is an <paramref name="input"/>.</param>
    /// <param name="input">
    /// The stream to decode, which stays open and is not used any more after this call; null: the source's file.
    /// </param>
    /// <exception cref="FfmpegNotFoundException">There is no ffmpeg.</exception>
    /// <exception cref="FfmpegException">There is one, but it cannot be run.</exception>
    /// <exception cref="AudioFormatException">ffmpeg cannot decode the input, or the stream is too long for a temporary file.</exception>
    public static PcmAudioStream Open(AudioSource source, RewindableInput? input)
    {
        string program = source.FindFfmpeg() ?? throw new FfmpegNotFoundException(source.Path);
        SpoolFile? spool = input is null ? null : SpoolFile.Write(input, source);
        IDisposable? owned = spool;
        try
        {
            var decoder = new FfmpegDecoder(source, program, spool);
            owned = decoder;
            // The WAV header tells the rate and the channels, so no second program has to be asked for them.
            var wav = new RewindableInput(decoder._process.Output, source, owned, decoder.ThrowIfFailed);
            if (!BeginsWav(wav) || WavHeader.Read(wav, source) is not { } layout)
                throw source.Bad("ffmpeg answered with something else than float samples; is the program called ffmpeg really ffmpeg?");
            wav.StopRecording();
            decoder._saysLength = layout.DataBytes is not null;
            decoder._process.Output.SetFormat(layout.Format);
            return new PcmAudioStream(wav, layout, source);
        }
        catch
        {
            // Neither the program nor the temporary file may outlive the failed call; the error itself goes on.
            owned?.Dispose();
            throw;
        }
    }

    private static bool BeginsWav(RewindableInput wav)
    {
        Span<byte> start = stackalloc byte[12];
        bool begins = WavHeader.IsWav(start[..wav.Fill(start)]);
        wav.SeekTo(0);
        return begins;
    }

    /// <summary>Ends ffmpeg, waits until it has ended, and deletes the temporary file.</summary>
    public void Dispose()
    {
        _cancellation.Dispose();
        _process.Dispose();
        _spool?.Dispose();
    }

    /// <summary>Throws if ffmpeg, whose output has ended, did not end well.</summary>
    private void ThrowIfFailed(long received)
    {
        int? exitCode = _process.WaitForExit();
        _source.Cancellation.ThrowIfCancellationRequested();
        if (_process.Exceeded is { } exceeded)
            throw _source.Bad($"{exceeded}, and was ended. Play the file in another program; if that works, raise the limit.");
        _process.ThrowIfNeverRun(exitCode);
        string? reason = _process.Errors.Reason(_url);
        // ffmpeg says why it fails, unless it crashes, which gives a code beyond these on every system.
        if (received == 0 && reason is null && exitCode is >= 0 and < 128)
            throw _process.CannotRun($"it ended with code {exitCode} and said nothing.");
        if (reason?.Contains(FfmpegFormats.Refusal, StringComparison.Ordinal) == true)
            throw _source.Bad("it is a playlist, or of another kind that names other files or is no sound. Name the sound itself.");

        // Sound with a damaged place is still sound, so complaints alone are no failure.
        if (exitCode != 0 || (reason is not null && received <= MaxHeaderBytes))
        {
            if (reason?.Contains("matches no streams", StringComparison.Ordinal) == true)
                throw _source.Bad(_source.AudioTrack == 0
                    ? "it has no audio track. Take a file with sound, or remove it."
                    : $"it has no audio track {_source.AudioTrack}, counted from 0. Take another one, or another file.");
            throw _source.Bad($"ffmpeg cannot decode it ({reason ?? "no reason given"}). Play it in another program; if that fails too, "
                + "get the file again or remove it.");
        }

        // Something ended it, or what stood between, without a word. Else what came would be taken for the whole.
        if (!_saysLength && (!_process.Errors.HasEnded || _process.Errors.Written > received))
            throw _source.Bad("ffmpeg stopped before the end of the file, and did not say why. Try again.");
    }
}
