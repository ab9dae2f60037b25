using NLayer;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>One frame for NLayer's decoder.</summary>
internal sealed class Mp3Frame : IMpegFrame
{
    private readonly byte[] _bytes = new byte[LookAhead.MaxBytes];
    private int _length;
    private int _bit;

    public Mp3Header Header { get; private set; }

    public int SampleRate => Header.SampleRate;

    public int SampleRateIndex => Header.SampleRateIndex;

    public int FrameLength => _length;

    public int BitRate => Header.BitRate;

    public MpegVersion Version => Header.Version switch
    {
        3 => MpegVersion.Version1,
        2 => MpegVersion.Version2,
        _ => MpegVersion.Version25,
    };

    public MpegLayer Layer => MpegLayer.LayerIII;

    public MpegChannelMode ChannelMode => (MpegChannelMode)Header.Mode;

    public int ChannelModeExtension => Header.ModeExtension;

    public int SampleCount => Header.Samples;

    public int BitRateIndex => Header.BitRateIndex;

    public bool IsCopyrighted => false;

    public bool HasCrc => Header.HasCrc;

    public bool IsCorrupted => false;

    /// <summary>Takes a frame's bytes, header and all.</summary>
    public void Load(Mp3Header header, ReadOnlySpan<byte> bytes)
    {
        Header = header;
        bytes.CopyTo(_bytes);
        _length = bytes.Length;
        Reset();
    }

    public void Reset() => _bit = 8 * (Mp3Header.Bytes + (HasCrc ? 2 : 0));

    public int ReadBits(int bitCount)
    {
        if (_bit + bitCount > 8 * _length)
            return -1;
        if (bitCount == 8 && _bit % 8 == 0)
        {
            _bit += 8;
            return _bytes[(_bit >> 3) - 1];
        }
        int value = 0;
        for (int end = _bit + bitCount; _bit < end;)
        {
            int free = 8 - (_bit & 7);
            int taken = Math.Min(free, end - _bit);
            value = value << taken | _bytes[_bit >> 3] >> (free - taken) & ((1 << taken) - 1);
            _bit += taken;
        }
        return value;
    }
}
