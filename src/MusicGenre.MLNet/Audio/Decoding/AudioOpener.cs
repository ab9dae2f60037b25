using System.Buffers;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Audio.Pcm;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Picks the decoder by the first bytes: WAV and AU are read in process, everything else by ffmpeg.</summary>
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
        FileStream? file = source.Stream is not null
            ? null
            : new FileStream(source.Path!, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        RewindableInput? input = null;
        try
        {
            input = new RewindableInput(file ?? source.Stream!, source, owned: file);
            if (ReadLayout(source, input) is { } layout)
            {
                input.StopRecording();
                return new PcmAudioStream(input, layout, source);
            }
            if (file is null)
                return FfmpegDecoder.Open(source, input);
            file.Dispose();
            return FfmpegDecoder.Open(source, null);
        }
        catch
        {
            // Whatever went wrong, the file that was opened here must not stay open; the error itself goes on.
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Detects the format from the first bytes; null means that ffmpeg must decode it.</summary>
    private static PcmLayout? ReadLayout(AudioSource source, RewindableInput input)
    {
        byte[] head = ArrayPool<byte>.Shared.Rent(SniffBytes);
        try
        {
            ReadOnlySpan<byte> start = head.AsSpan(0, input.Fill(head.AsSpan(0, SniffBytes)));
            if (start.IsEmpty)
                throw source.Bad("it is empty (0 bytes). Copy it again from where it came, or remove it.");
            input.SeekTo(0);
            if (WavHeader.IsWav(start))
                return WavHeader.Read(input, source);
            if (AuHeader.IsAu(start))
                return AuHeader.Read(input, source);
            if (TextSniffer.LooksLikeText(start))
                throw source.Bad("it is a text file, whatever its name says. Replace it by the audio file, or remove it.");
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
