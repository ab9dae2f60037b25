using System.Buffers.Binary;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Every way a sample can be written in a WAV, and every order of chunks, against values known from the bytes.</summary>
public sealed class WavReadingTests
{
    private static float[] Read(byte[] wav)
    {
        float[] samples = AudioClip.FromBytes(wav).Samples.ToArray();
        Assert.That(AudioClip.FromStream(new ForwardOnlyStream(wav, 3)).Samples.ToArray(), Is.EqualTo(samples),
            "a stream that cannot seek");
        return samples;
    }

    [Test]
    public void Unsigned_8_bit()
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, 8000, 8).Data([0, 64, 128, 192, 255]).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, -0.5f, 0f, 0.5f, 127 / 128f }));
    }

    [Test]
    public void Signed_16_bit()
    {
        byte[] wav = WavBuilder.Pcm16(44100, 1, -32768, -1, 0, 1, 16384, 32767);
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, -1 / 32768f, 0f, 1 / 32768f, 0.5f, 32767 / 32768f }));
        Assert.That(AudioClip.FromBytes(wav).SampleRate, Is.EqualTo(44100));
    }

    [Test]
    public void Signed_24_bit()
    {
        byte[] data = [0x00, 0x00, 0x80, 0xFF, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0x00, 0x00, 0x40, 0xFF, 0xFF, 0x7F];
        byte[] wav = WavBuilder.Create().Format(1, 1, 48000, 24).Data(data).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, -1 / 8388608f, 1 / 8388608f, 0.5f, 8388607 / 8388608f }));
    }

    [Test]
    public void Signed_32_bit()
    {
        byte[] data = new[] { int.MinValue, -65536, 0, 1 << 30 }.SelectMany(BitConverter.GetBytes).ToArray();
        byte[] wav = WavBuilder.Create().Format(1, 1, 48000, 32).Data(data).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, -1 / 32768f, 0f, 0.5f }));
    }

    [Test]
    public void Float_32_bit_keeps_every_bit_even_beyond_full_scale()
    {
        float[] values = [-1.5f, -0.1f, 0, 0.3f, 1, 2.25f];
        byte[] wav = WavBuilder.Create().Format(3, 1, 22050, 32).Data(WavBuilder.BytesFloat(values)).Build();
        Assert.That(Read(wav), Is.EqualTo(values));
    }

    [Test]
    public void Float_64_bit()
    {
        byte[] data = new[] { -1.0, 0.1, 0.75 }.SelectMany(BitConverter.GetBytes).ToArray();
        byte[] wav = WavBuilder.Create().Format(3, 1, 22050, 64).Data(data).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, 0.1f, 0.75f }));
    }

    [Test]
    public void A_law_is_that_of_G711()
    {
        byte[] codes = Enumerable.Range(0, 256).Select(code => (byte)code).ToArray();
        float[] samples = Read(WavBuilder.Create().Format(6, 1, 8000, 8).Data(codes).Build());

        // ITU-T G.711 table 1a: the decoder's outputs of segments 1…7 are (2m + 33)·2^(segment−1), of segment 0 2m + 1, in units of 1/4096.
        for (int code = 0; code < 256; code++)
        {
            int sent = code ^ 0x55;
            int m = sent & 15;
            int segment = (sent >> 4) & 7;
            double magnitude = segment == 0 ? 2 * m + 1 : (2 * m + 33) * Math.Pow(2, segment - 1);
            double expected = (sent >= 128 ? 1 : -1) * magnitude / 4096;
            Assert.That(samples[code], Is.EqualTo((float)expected), $"code {code}");
        }
        Assert.That(samples[0xD5], Is.EqualTo(8 / 32768f), "the code of +0");
        Assert.That(samples[0xAA], Is.EqualTo(32256 / 32768f), "the largest");
    }

    [Test]
    public void Mu_law_is_that_of_G711()
    {
        byte[] codes = Enumerable.Range(0, 256).Select(code => (byte)code).ToArray();
        float[] samples = Read(WavBuilder.Create().Format(7, 1, 8000, 8).Data(codes).Build());

        // ITU-T G.711 table 2a: the decoder's outputs are (2m + 33)·2^segment − 33, in units of 1/8192.
        for (int code = 0; code < 256; code++)
        {
            int sent = 255 - code;
            double magnitude = (2 * (sent & 15) + 33) * Math.Pow(2, (sent >> 4) & 7) - 33;
            double expected = (code >= 128 ? 1 : -1) * magnitude / 8192;
            Assert.That(samples[code], Is.EqualTo((float)expected), $"code {code}");
        }
        Assert.That(samples[0x80], Is.EqualTo(32124 / 32768f), "the largest");
        Assert.That(samples[0xFF], Is.Zero);
    }

    [TestCase(1, 16, 16)]
    [TestCase(1, 16, 12)]
    public void Extensible_header(int tag, int container, int valid)
    {
        byte[] wav = WavBuilder.Create().Extensible(tag, 1, 16000, container, valid).Data(WavBuilder.Bytes16(-32768, 16384)).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { -1f, 0.5f }));
    }

    [Test]
    public void Extensible_float()
    {
        byte[] wav = WavBuilder.Create().Extensible(3, 1, 16000, 32, 32).Data(WavBuilder.BytesFloat(0.25f, -0.75f)).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 0.25f, -0.75f }));
    }

    [Test]
    public void Twenty_bits_lie_at_the_top_of_three_bytes()
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, 48000, 20).Data([0x00, 0x00, 0x40, 0x00, 0x00, 0xC0]).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 0.5f, -0.5f }));
    }

    [Test]
    public void Channels_are_averaged([Values(2, 3, 6, 11)] int channels)
    {
        var random = new Random(channels);
        const int Frames = 40_000;
        short[] samples = Enumerable.Range(0, Frames * channels)
            .Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1)).ToArray();
        float[] expected = Enumerable.Range(0, Frames)
            .Select(f => (float)(samples.Skip(f * channels).Take(channels).Sum(value => value / 32768.0) / channels)).ToArray();
        float[] read = AudioClip.FromBytes(WavBuilder.Pcm16(44100, channels, samples)).Samples.ToArray();
        Assert.That(read, Is.EqualTo(expected));
    }

    [Test]
    public void Odd_chunks_before_and_after_the_samples()
    {
        byte[] wav = WavBuilder.Create()
            .Chunk("JUNK", new byte[7]).Chunk("bext", new byte[601]).Format(1, 1, 8000, 16).Chunk("fact", [2, 0, 0, 0])
            .Data(WavBuilder.Bytes16(100, 200)).Chunk("LIST", "INFOodd"u8.ToArray()).Chunk("id3 ", new byte[33]).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 100 / 32768f, 200 / 32768f }));
    }

    [Test]
    public void Samples_before_the_format()
    {
        byte[] wav = WavBuilder.Create().Data(WavBuilder.Bytes16(100, 200, 300)).Chunk("odd ", new byte[3]).Format(1, 1, 8000, 16).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 100 / 32768f, 200 / 32768f, 300 / 32768f }));
    }

    [Test]
    public void An_odd_chunk_whose_writer_forgot_the_pad_byte()
    {
        byte[] wav = WavBuilder.Create().Chunk("LIST", new byte[5], pad: false).Format(1, 1, 8000, 16).Data(WavBuilder.Bytes16(7)).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 7 / 32768f }));
    }

    [Test]
    public void An_odd_number_of_8_bit_samples_is_padded_but_the_pad_is_no_sample()
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, 8000, 8).Data([128, 192, 64]).Chunk("LIST", new byte[4]).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 0f, 0.5f, -0.5f }));
    }

    [Test]
    public void Sizes_left_open_by_recorders_mean_to_the_end([Values(0u, uint.MaxValue, 0x7FFFFFFFu, 0x7FFFF024u, 0x80000000u)] uint size)
    {
        byte[] wav = WavBuilder.Create().RiffSize(size).Format(1, 1, 8000, 16).Data(WavBuilder.Bytes16(1, 2, 3), size).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 1 / 32768f, 2 / 32768f, 3 / 32768f }));
    }

    [Test]
    public void RF64_takes_the_size_from_ds64([Values("RF64", "BW64")] string magic)
    {
        var ds64 = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(ds64.AsSpan(8), 4);
        byte[] wav = WavBuilder.Create().Magic(magic).RiffSize(WavBuilder.Unknown).Chunk("ds64", ds64).Format(1, 1, 8000, 16)
            .Data(WavBuilder.Bytes16(1, 2), WavBuilder.Unknown).Chunk("LIST", new byte[8]).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 1 / 32768f, 2 / 32768f }));
    }

    [Test]
    public void A_shortfall_of_the_header_s_own_size_is_no_truncation()
    {
        byte[] wav = WavBuilder.Create().Format(1, 1, 8000, 16).Data(WavBuilder.Bytes16(1, 2), 4 + 44).Build();
        Assert.That(Read(wav), Is.EqualTo(new[] { 1 / 32768f, 2 / 32768f }));
    }

    [Test]
    public void A_stream_is_read_from_where_it_stands_and_stays_open()
    {
        byte[] wav = WavBuilder.Pcm16(8000, 1, 5, 6);
        using var stream = new MemoryStream([1, 2, 3, .. wav]);
        stream.Position = 3;
        Assert.That(AudioClip.FromStream(stream).Samples.ToArray(), Is.EqualTo(new[] { 5 / 32768f, 6 / 32768f }));
        Assert.That(stream.CanRead, Is.True);
    }
}
