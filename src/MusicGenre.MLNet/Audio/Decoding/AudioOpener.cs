using System.Buffers;
using MusicGenre.MLNet.Audio.Compressed;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Audio.Pcm;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Picks the decoder by the first bytes: in process where there is one, else ffmpeg.</summary>
internal static class AudioOpener
{
    private const int SniffBytes = 4096;

    public static AudioStream Open(AudioSource source, int? sampleRate)
    {
        if (sampleRate is { } rate)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(sampleRate));
        source.Cancellation.ThrowIfCancellationRequested();
        AudioStream decoder = OpenDecoder(source);
        return sampleRate is { } wanted && wanted != decoder.SampleRate
            ? new ResampledAudioStream(decoder, wanted, source.Resamplers) : decoder;
    }

    private static AudioStream OpenDecoder(AudioSource source)
    {
        Stream? file = source.Stream is not null ? null : AudioFile.Open(source);
        try
        {
            var input = new RewindableInput(file ?? source.Stream!, source, owned: file);
            // Only ffmpeg knows of a second track.
            if (ReadLayout(source, input, out bool isAiff) is { } layout && source.AudioTrack == 0)
            {
                input.StopRecording();
                return new PcmAudioStream(input, layout, source);
            }
            input.SeekTo(0);
            bool isFfmpegs = source.AudioTrack > 0 || (AudioDecoding.Prefer == AudioDecoder.Ffmpeg && source.FindFfmpeg() is not null);
            if (isAiff && !isFfmpegs && !input.CanSeek)
            {
                file = SpoolFile.OpenCopy(input, source);
                input = new RewindableInput(file, source, owned: file);
            }
            if (isAiff && !isFfmpegs && AiffFile.Open(file ?? source.Stream!, file, source) is { } aiff)
                return aiff;
            input.SeekTo(0);
            if (!isAiff && !isFfmpegs && OpenCompressed(source, input) is { } decoder)
            {
                input.RecordForRewind();
                return new DecodedAudioStream(decoder, input, source);
            }
            AudioStream decoded = FfmpegDecoder.Open(source, source.Stream is null && input.CanSeek ? null : input);
            file?.Dispose();
            return decoded;
        }
        catch
        {
            // Whatever went wrong, the file that was opened here must not stay open; the error itself goes on.
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a decoder in process for mp3, Ogg Vorbis or Opus; null for anything else.</summary>
    private static IBlockDecoder? OpenCompressed(AudioSource source, RewindableInput input)
    {
        Span<byte> start = stackalloc byte[4];
        int count = input.Fill(start);
        input.SeekTo(0);
        if (!start[..count].SequenceEqual("OggS"u8))
            return Mp3Decoder.Open(input, source);
        var ogg = new OggReader(input);
        return ogg.Next() is not { } first ? null
            : VorbisDecoder.Begins(first) ? VorbisDecoder.Open(ogg, first)
            : OggOpusDecoder.Begins(first) ? OggOpusDecoder.Open(ogg, first)
            : null;
    }

    /// <summary>Detects the format from the first bytes; null means that ffmpeg must decode it.</summary>
    private static PcmLayout? ReadLayout(AudioSource source, RewindableInput input, out bool isAiff)
    {
        byte[] head = ArrayPool<byte>.Shared.Rent(SniffBytes);
        try
        {
            ReadOnlySpan<byte> start = head.AsSpan(0, input.Fill(head.AsSpan(0, SniffBytes)));
            if (start.IsEmpty && source.Stream is { CanSeek: true, Length: > 0 })
                throw source.Bad("it is at its end, so there is nothing left to read. Set Position = 0 first.");
            if (start.IsEmpty && source.Path is not null && !input.CanSeek)
                throw source.Bad("it is empty: a pipe to which nobody writes. Start the program that writes to it first.");
            if (start.IsEmpty)
                throw source.Bad("it is empty (0 bytes). Copy it again from where it came, or remove it.");
            input.SeekTo(0);
            isAiff = AiffFile.IsAiff(start);
            if (WavHeader.IsWav(start))
                return WavHeader.Read(input, source);
            if (AuHeader.IsAu(start))
                return AuHeader.Read(input, source);
            if (PictureSniffer.FormatOf(start) is { } picture)
                throw source.Bad($"it is a {picture} picture and no sound, whatever its name says. A spectrogram must be a PNG file.");
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
