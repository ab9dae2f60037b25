using System.Buffers.Binary;
using MusicGenre.MLNet.Audio.Decoding;
using NLayer;

namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>
/// Finds the frames of an mp3 file and decodes them with NLayer. What an encoder put before and behind the sound is cut off where its tag
/// says how much that is, as ffmpeg does, so that the samples are the same.
/// </summary>
internal sealed class Mp3Decoder : IBlockDecoder
{
    // Every decoder is late by this many samples.
    private const int DecoderDelay = 529;
    private const int MaxPadding = LookAhead.MaxBytes / 2;
    private const int ToleratedFrames = 2;

    // NLayer decodes MPEG-2.5 of this rate wrongly.
    private const int WrongRate = 8000;

    // Of this rate it begins a band at line 330, where the standard says 332, and decodes a few loud frames differently from ffmpeg.
    private const int DoubtfulRate = 24000;

    private readonly LookAhead _bytes;
    private readonly AudioSource _source;
    private readonly Mp3Header _first;
    private readonly Mp3Info? _info;
    private readonly MpegFrameDecoder _decoder;
    private readonly Mp3Frame _frame = new();
    private readonly float[] _block;
    private readonly long _end;
    private long _position;
    private long _frames;

    private Mp3Decoder(LookAhead bytes, RewindableInput input, Mp3Header first, AudioSource source)
    {
        (_bytes, _first, _source) = (bytes, first, source);
        _decoder = Mp3Tables.CreateDecoder(first);
        _block = new float[first.Samples * first.Channels];
        _info = Mp3Info.Read(first, bytes.Peek(first.FrameBytes));
        long held = input.CanSeek ? input.Length - bytes.Position : long.MaxValue;
        Seconds = input.CanSeek ? 8.0 * held / first.BitRate : 0;
        if (_info is null)
        {
            _end = long.MaxValue;
            return;
        }
        _bytes.Skip(first.FrameBytes);
        long samples = _info.Frames * first.Samples;
        Seconds = (double)samples / SampleRate;
        if (_info is { Frames: > 0, Bytes: > 0 } && Missing(_info.Bytes - held, _info.Bytes / (_info.Frames + 1)))
            throw Truncated(_info.Frames * Math.Max(0, (double)(held - first.FrameBytes) / _info.Bytes));
        // Of files that were joined, only the first is what the tag is about.
        bool joined = _info.Bytes > 0 && input.CanSeek && held - _info.Bytes > _info.Bytes / 16;
        _position = _info.Delay is { } delay ? -(delay + DecoderDelay) : 0;
        _end = _info is { Delay: not null, Frames: > 0 } && !joined
            ? samples + _position - Math.Max(0, _info.Padding - DecoderDelay)
            : long.MaxValue;
    }

    public int SampleRate => _first.SampleRate;

    public int Channels => _first.Channels;

    public double Seconds { get; }

    public int Doubts { get; private set; }

    public int Damages { get; private set; }

    /// <summary>Finds the first frame.</summary>
    /// <returns>Null for what is no mp3, or one that this decoder does not decode as others do.</returns>
    /// <exception cref="AudioFormatException">It holds a tag and no sound, a free format, or less than its header says.</exception>
    public static Mp3Decoder? Open(RewindableInput input, AudioSource source)
    {
        var bytes = new LookAhead(input);
        bool tagged = false;
        for (long tag; (tag = TagBytes(bytes.Peek(10))) > 0; tagged = true)
            bytes.Skip(tag);
        if (tagged && bytes.Peek(1).IsEmpty)
            throw source.Bad("it holds an ID3 tag and no sound. Get the file again, or remove it.");
        int padding = Math.Max(0, bytes.Peek(MaxPadding).IndexOfAnyExcept((byte)0));
        bytes.Skip(padding);
        if (!Mp3Header.TryRead(bytes.Peek(Mp3Header.Bytes), out Mp3Header first))
            return OpenInTheMiddle(bytes, input, source);
        if (first.IsFreeFormat)
        {
            return tagged || first.Bits == RepeatedFreeHeader(bytes, first)
                ? throw source.Bad("it is an mp3 of free format, which says no bit rate and which hardly any program plays. "
                    + "Convert it (lame --decode song.mp3 song.wav), or remove it.")
                : null;
        }
        if (first.SampleRate == WrongRate)
            return null;
        if (!IsFollowed(bytes, first, orEnds: true))
            return OpenInTheMiddle(bytes, input, source);
        var decoder = new Mp3Decoder(bytes, input, first, source);
        // ffmpeg does not look for the tag behind padding.
        decoder.Doubts += padding > 0 && decoder._info is not null ? 1 : 0;
        decoder.Doubts += first.SampleRate == DoubtfulRate ? 1 : 0;
        return decoder;
    }

    /// <summary>Opens what was cut out of a longer sound and begins with the rest of a frame.</summary>
    private static Mp3Decoder? OpenInTheMiddle(LookAhead bytes, RewindableInput input, AudioSource source)
    {
        long end = bytes.Position + MaxPadding;
        for (int at; bytes.Position < end && (at = bytes.Peek(MaxPadding)[1..].IndexOf((byte)0xFF)) >= 0;)
        {
            bytes.Skip(at + 1);
            if (Mp3Header.TryRead(bytes.Peek(Mp3Header.Bytes), out Mp3Header first) && !first.IsFreeFormat
                && IsFollowed(bytes, first, orEnds: false))
                return first.SampleRate == WrongRate ? null : new Mp3Decoder(bytes, input, first, source) { Damages = 1 };
        }
        return null;
    }

    public Span<float> Next()
    {
        while (_position < _end && LoadFrame())
        {
            Span<float> block = Decode();
            long before = Math.Max(0, -_position);
            _position += _first.Samples;
            long beyond = Math.Max(0, _position - _end);
            if (before + beyond < _first.Samples)
                return block[(int)(before * Channels)..(int)((_first.Samples - beyond) * Channels)];
        }
        if (_position < _end && _info is { Frames: > 0 } && Missing(_info.Frames - _frames, 1))
            throw Truncated(_frames);
        // ffmpeg knows what to do with frames that the tag did not count.
        if (_position >= _end && LoadFrame())
            Doubts++;
        return default;
    }

    /// <summary>Whether the frames behind a header are where it says that they are, or the end is.</summary>
    private static bool IsFollowed(LookAhead bytes, Mp3Header first, bool orEnds)
    {
        const int Enough = 3;
        int at = 0;
        Mp3Header header = first;
        for (int i = 0; i < Enough; i++)
        {
            at += header.FrameBytes;
            ReadOnlySpan<byte> next = bytes.Peek(at + Mp3Header.Bytes);
            if (next.Length < at + Mp3Header.Bytes || TagBytes(next[at..]) > 0)
                return orEnds && (i > 0 || next.Length >= first.FrameBytes);
            if (!Mp3Header.TryRead(next[at..], out header) || !header.Continues(first))
                return false;
        }
        return true;
    }

    /// <summary>The header of free format that comes next after the first, which has none or another padding bit.</summary>
    private static uint RepeatedFreeHeader(LookAhead bytes, Mp3Header first)
    {
        ReadOnlySpan<byte> rest = bytes.Peek(MaxPadding)[Mp3Header.Bytes..];
        Span<byte> same = stackalloc byte[Mp3Header.Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(same, first.Bits);
        return rest.IndexOf(same) >= 0 ? first.Bits : 0;
    }

    /// <summary>The size of an ID3v2 or APE tag, or of an ID3v1 tag; 0 if there is none.</summary>
    private static long TagBytes(ReadOnlySpan<byte> start)
    {
        const int Id3Header = 10, Id3v1 = 128, ApeHeader = 32;
        if (start.Length >= Id3Header && start.StartsWith("ID3"u8))
        {
            bool footer = (start[5] & 0x10) != 0;
            return Id3Header + (start[6] << 21 | start[7] << 14 | start[8] << 7 | start[9]) + (footer ? Id3Header : 0);
        }
        if (start.Length >= 16 && start.StartsWith("APETAGEX"u8))
            return ApeHeader + BinaryPrimitives.ReadUInt32LittleEndian(start[12..]);
        return start.StartsWith("TAG"u8) ? Id3v1 : 0;
    }

    /// <summary>Loads the next frame, wherever it is.</summary>
    private bool LoadFrame()
    {
        long passedOver = 0;
        for (bool lost = false; ; lost = true)
        {
            ReadOnlySpan<byte> start = _bytes.Peek(16);
            if (start.Length < Mp3Header.Bytes)
            {
                // Sound of another kind may have been joined to this one.
                Doubts += passedOver > _first.FrameBytes ? 1 : 0;
                return false;
            }
            if (Mp3Header.TryRead(start, out Mp3Header header) && header.Continues(_first)
                && (!lost || IsFollowed(_bytes, header, orEnds: true)))
            {
                ReadOnlySpan<byte> frame = _bytes.Peek(header.FrameBytes);
                if (frame.Length < header.FrameBytes)
                {
                    // ffmpeg decodes what there is of the last frame.
                    Doubts += lost ? 0 : 1;
                    return false;
                }
                if (lost)
                    Damages++;
                _frame.Load(header, frame);
                _bytes.Skip(header.FrameBytes);
                _frames++;
                return true;
            }
            long tag = TagBytes(start);
            passedOver += tag > 0 ? 0 : 1;
            _bytes.Skip(Math.Max(1, tag));
        }
    }

    private Span<float> Decode()
    {
        if (_frame.Header.HasIntensityStereo)
            Doubts++;
        try
        {
            if (_decoder.DecodeFrame(_frame, _block.AsSpan()) == _block.Length)
                return _block;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // NLayer throws whatever a damaged frame leads it to.
            _decoder.Reset();
        }
        Damages++;
        _block.AsSpan().Clear();
        return _block;
    }

    /// <summary>Whether clearly less is there than promised.</summary>
    private bool Missing(long missing, long frameBytes) =>
        missing > ToleratedFrames * frameBytes && missing > (_info!.Frames * frameBytes) / 100;

    private AudioFormatException Truncated(double frames)
    {
        double second = (double)SampleRate / _first.Samples;
        return _source.Truncated(_info!.Frames / second, frames / second);
    }
}
