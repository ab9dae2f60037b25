using System.Buffers.Binary;
using Concentus.Structs;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// Decodes Opus in Ogg (RFC 7845) of one or two channels with Concentus; of several streams behind each other, all. What the encoder put
/// before the sound and behind it is cut off.
/// </summary>
internal sealed class OggOpusDecoder : IBlockDecoder
{
    private const int Rate = 48_000;
    private const int MaxFrames = 5760;

    // What encoders need to look ahead, but for those of low delay.
    private const int UsualPreSkip = 312;

    // Silence is a packet of a few bytes.
    private const int LeastBytes = 10;

    private readonly OggReader _ogg;
    private readonly float[] _block;
    private OpusDecoder _decoder = null!;
    private OggPacket? _next;
    private bool _isHeader;
    private float _gain;
    private long _preSkip;
    private long _decoded;
    private long? _start;
    private int _damages;

    private OggOpusDecoder(OggReader ogg, OggPacket first)
    {
        _ogg = ogg;
        Channels = first.Bytes[9];
        _block = new float[MaxFrames * Channels];
        const int UsualBitRate = 96_000;
        Seconds = 8.0 * (ogg.Length ?? 0) / UsualBitRate;
        Start(first);
        _next = ogg.Next();
    }

    public int SampleRate => Rate;

    public int Channels { get; }

    public double Seconds { get; }

    public int Doubts { get; private set; }

    public int Damages => _damages + _ogg.Damages;

    /// <summary>Whether a packet begins an Opus stream of a kind that is decoded here: version 1, one or two channels.</summary>
    public static bool Begins(OggPacket packet)
    {
        const int HeaderBytes = 19, Family = 18;
        byte[] bytes = packet.Bytes;
        return bytes.AsSpan().StartsWith("OpusHead"u8) && bytes.Length >= HeaderBytes && bytes[8] < 16 && bytes[9] is 1 or 2
            && bytes[Family] == 0;
    }

    public static OggOpusDecoder Open(OggReader ogg, OggPacket first) => new(ogg, first);

    public Span<float> Next()
    {
        while (_next is { } packet)
        {
            _next = _ogg.Next();
            if (packet.BeginsStream)
            {
                if (Begins(packet) && packet.Bytes[9] == Channels)
                    Start(packet);
                else
                    _damages++;
                continue;
            }
            if (_isHeader)
            {
                _isHeader = false;
                continue;
            }
            // Concentus calculates with whole numbers. Where the encoder may not give a loud moment more bits, that is heard by those who
            // compare samples.
            if (_decoded == 0 && packet.Bytes.Length >= LeastBytes && packet.Bytes.Length == _next?.Bytes.Length)
                Doubts++;
            int frames = Decode(packet.Bytes);
            long from = _decoded;
            _decoded += frames;
            if (packet is { IsLastOfPage: true, IsOnLastPage: false, PageEnd: >= 0 })
                _start ??= Math.Max(0, packet.PageEnd - _decoded);
            long end = packet is { IsOnLastPage: true, PageEnd: >= 0 } ? packet.PageEnd - (_start ?? 0) : long.MaxValue;
            int first = (int)Math.Clamp(_preSkip - from, 0, frames);
            int last = (int)Math.Clamp(end - from, first, frames);
            if (last > first)
                return _block.AsSpan(first * Channels, (last - first) * Channels);
        }
        return default;
    }

    private void Start(OggPacket header)
    {
#pragma warning disable CS0618 // The factory would take any native libopus that it finds.
        _decoder = new OpusDecoder(Rate, Channels);
#pragma warning restore CS0618
        _preSkip = BinaryPrimitives.ReadUInt16LittleEndian(header.Bytes.AsSpan(10));
        _gain = MathF.Pow(10, BinaryPrimitives.ReadInt16LittleEndian(header.Bytes.AsSpan(16)) / (20 * 256f));
        Doubts += _preSkip < UsualPreSkip ? 1 : 0;
        (_isHeader, _decoded, _start) = (true, 0, null);
    }

    /// <summary>Decodes a packet; a damaged one is silent for as long as it says that it is.</summary>
    private int Decode(byte[] packet)
    {
        const int FirstOfCelt = 16;
        // Speech is decoded at a lower rate, and its resampling to 48 kHz is not part of the standard.
        if (packet.Length > 0 && packet[0] >> 3 < FirstOfCelt)
            Doubts++;
        int frames = 0;
        try
        {
            frames = OpusPacketInfo.GetNumSamples(packet, Rate);
            frames = _decoder.Decode(packet, _block, MaxFrames, false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Concentus throws whatever a damaged packet leads it to.
            _damages++;
            frames = Math.Clamp(frames, 0, MaxFrames);
            _block.AsSpan(0, frames * Channels).Clear();
        }
        if (_gain != 1)
            foreach (ref float sample in _block.AsSpan(0, frames * Channels))
                sample *= _gain;
        return frames;
    }
}
