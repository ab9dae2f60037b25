using MusicGenre.MLNet.Audio.Pcm;
using NVorbis;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>Decodes Ogg Vorbis with NVorbis; of several streams behind each other, all.</summary>
internal sealed class VorbisDecoder : IBlockDecoder
{
    private const int BlockFrames = 2048;

    private readonly OggReader _ogg;
    private readonly float[] _block;
    private VorbisPackets _packets;
    private StreamDecoder _decoder;
    private long _given;
    private int _damages;

    private VorbisDecoder(OggReader ogg, VorbisPackets packets, StreamDecoder decoder)
    {
        (_ogg, _packets, _decoder) = (ogg, packets, decoder);
        _block = new float[BlockFrames * decoder.Channels];
        Seconds = decoder.NominalBitrate > 0 ? 8.0 * (ogg.Length ?? 0) / decoder.NominalBitrate : 0;
    }

    public int SampleRate => _decoder.SampleRate;

    public int Channels => _decoder.Channels;

    public double Seconds { get; }

    public int Doubts { get; private set; }

    public int Damages => _damages + _packets.Strange + _ogg.Damages;

    /// <summary>Whether a packet begins a Vorbis stream.</summary>
    public static bool Begins(OggPacket packet) => packet.Bytes.AsSpan().StartsWith("\u0001vorbis"u8);

    /// <summary>
    /// Opens the first stream; null if its headers cannot be read, or if it has more than two channels, which NVorbis mixes up.
    /// </summary>
    public static VorbisDecoder? Open(OggReader ogg, OggPacket first)
    {
        var packets = new VorbisPackets(ogg, first);
        return Start(packets) is { Channels: 1 or 2, SampleRate: >= PcmFormat.MinSampleRate and <= PcmFormat.MaxSampleRate } decoder
            ? new VorbisDecoder(ogg, packets, decoder) : null;
    }

    public Span<float> Next()
    {
        while (true)
        {
            int count = Read();
            long start = _decoder.SamplePosition - _given - count / Channels;
            long frames = Math.Min(count / Channels, _packets.End is { } end ? end - start - _given : long.MaxValue);
            if (frames > 0)
            {
                _given += frames;
                return _block.AsSpan(0, (int)frames * Channels);
            }
            if (count == 0 && !StartNext())
                return default;
        }
    }

    private static StreamDecoder? Start(VorbisPackets packets)
    {
        try
        {
            return new StreamDecoder(packets) { ClipSamples = false };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // NVorbis throws whatever damaged headers lead it to.
            packets.ReadError?.Throw();
            return null;
        }
    }

    private int Read()
    {
        while (true)
        {
            try
            {
                return _decoder.Read(_block, 0, _block.Length);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // NVorbis throws whatever a damaged packet leads it to. It took the packet, so that this ends.
                _packets.ReadError?.Throw();
                _damages++;
            }
        }
    }

    /// <summary>Starts the stream behind the one that ended.</summary>
    private bool StartNext()
    {
        while (_packets.Following is { } first)
        {
            _damages += _packets.Strange;
            _packets = new VorbisPackets(_ogg, first);
            if (Begins(first) && Start(_packets) is { } decoder && decoder.Channels == Channels && decoder.SampleRate == SampleRate)
            {
                // ffmpeg does not begin anew, and so takes a few samples for sound that are none.
                Doubts++;
                (_decoder, _given) = (decoder, 0);
                return true;
            }
            _damages++;
            while (_packets.GetNextPacket() is not null)
            {
                // A stream of another kind is left out.
            }
        }
        return false;
    }
}
