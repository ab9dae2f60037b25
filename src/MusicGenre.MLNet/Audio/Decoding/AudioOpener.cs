using System.Buffers;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Audio.Pcm;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Looks at the first bytes and picks the decoder: WAV and AU are read in process, everything else by ffmpeg.</summary>
internal static class AudioOpener
{
    private const int SniffBytes = 4096;

    public static AudioStream Open(AudioSource source, int? sampleRate)
    {
        if (sampleRate is { } rate)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(sampleRate));
        source.Cancellation.ThrowIfCancellationRequested();
        AudioStream decoder = OpenDecoder(source);
        return sampleRate is { } wanted && wanted != decoder.SampleRate ? new ResampledAudioStream(decoder, wanted, source.Resamplers) : decoder;
    }

    private static PcmAudioStream OpenDecoder(AudioSource source)
    {
        Stream bytes = source.Stream
            ?? new FileStream(source.Path!, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        var input = new RewindableStream(bytes, leaveOpen: source.Stream is not null, source);
        try
        {
            (PcmLayout? layout, bool isMp4) = Sniff(source, input);
            if (layout is not null)
            {
                input.StopRecording();
                return new PcmAudioStream(input, layout, source);
            }
            if (source.Path is not null)
            {
                input.Dispose();
                return OpenWithFfmpeg(source, null);
            }
            Stream forFfmpeg = isMp4 ? Mp4Reorder.IndexFirst(input) : input;
            if (forFfmpeg == input)
            {
                input.SeekTo(0);
                input.StopRecording();
            }
            return OpenWithFfmpeg(source, forFfmpeg);
        }
        catch
        {
            // Whatever went wrong, the file that was opened here must not stay open; the error itself goes on.
            input.Dispose();
            throw;
        }
    }

    /// <summary>What the first bytes say; no layout: a matter for ffmpeg.</summary>
    private static (PcmLayout? Layout, bool IsMp4) Sniff(AudioSource source, RewindableStream input)
    {
        byte[] head = ArrayPool<byte>.Shared.Rent(SniffBytes);
        try
        {
            int count = input.ReadAtLeast(head.AsSpan(0, SniffBytes), SniffBytes, throwOnEndOfStream: false);
            ReadOnlySpan<byte> start = head.AsSpan(0, count);
            if (start.IsEmpty)
                throw source.Bad("it is empty (0 bytes). Copy it again from where it came, or remove it.");
            input.SeekTo(0);
            if (WavHeader.IsWav(start))
                return (WavHeader.Read(input, source), false);
            if (AuHeader.IsAu(start))
                return (AuHeader.Read(input, source), false);
            if (TextSniffer.LooksLikeText(start))
                throw source.Bad("it is a text file, whatever its name says. Replace it by the audio file, or remove it.");
            return (null, Mp4Reorder.IsMp4(start));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private static PcmAudioStream OpenWithFfmpeg(AudioSource source, Stream? input)
    {
        FfmpegStream decoded = FfmpegStream.Start(source, input);

        // ffmpeg sends WAV, whose header tells the rate and the channels, so no second program has to be asked for them.
        var wav = new RewindableStream(decoded, leaveOpen: false, source);
        try
        {
            PcmLayout layout = WavHeader.Read(wav, source)
                ?? throw source.Bad("ffmpeg answered with something else than float samples; is the program called ffmpeg really ffmpeg?");
            wav.StopRecording();
            return new PcmAudioStream(wav, layout, source);
        }
        catch
        {
            // The ffmpeg that was just started must not outlive the failed call; the error itself goes on.
            wav.Dispose();
            throw;
        }
    }
}
