using System.Buffers.Binary;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>AU, big endian, as GTZAN was published.</summary>
public sealed class AuReadingTests
{
    internal static byte[] Au(int encoding, int sampleRate, int channels, byte[] data, uint? size = null, int annotation = 4)
    {
        var file = new byte[24 + annotation + data.Length];
        ".snd"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), 24 + annotation);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(8), size ?? (uint)data.Length);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12), encoding);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), sampleRate);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), channels);
        data.CopyTo(file, 24 + annotation);
        return file;
    }

    private static float[] Read(byte[] au)
    {
        float[] samples = AudioClip.FromBytes(au).Samples.ToArray();
        Assert.That(AudioClip.FromStream(new ForwardOnlyStream(au, 3)).Samples.ToArray(), Is.EqualTo(samples), "a stream that cannot seek");
        return samples;
    }

    private static IEnumerable<TestCaseData> Encodings()
    {
        yield return new TestCaseData(1, new byte[] { 0xFF, 0x80, 0x00 }, new[] { 0f, 32124 / 32768f, -32124 / 32768f }).SetName("mu-law");
        yield return new TestCaseData(2, new byte[] { 0x80, 0xFF, 0x40 }, new[] { -1f, -1 / 128f, 0.5f }).SetName("8 bit");
        yield return new TestCaseData(3, new byte[] { 0x80, 0x00, 0xFF, 0xFF, 0x40, 0x00 }, new[] { -1f, -1 / 32768f, 0.5f }).SetName(
            "16 bit");
        yield return new TestCaseData(4, new byte[] { 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0x40, 0, 0 },
            new[] { -1f, -1 / 8388608f, 0.5f }).SetName("24 bit");
        yield return new TestCaseData(5, new byte[] { 0x80, 0, 0, 0, 0x40, 0, 0, 0 }, new[] { -1f, 0.5f }).SetName("32 bit");
        yield return new TestCaseData(6, new byte[] { 0x3F, 0, 0, 0, 0xBE, 0x80, 0, 0 }, new[] { 0.5f, -0.25f }).SetName("float");
        yield return new TestCaseData(7, new byte[] { 0x3F, 0xE0, 0, 0, 0, 0, 0, 0 }, new[] { 0.5f }).SetName("double");
        yield return new TestCaseData(27, new byte[] { 0xD5, 0xAA }, new[] { 8 / 32768f, 32256 / 32768f }).SetName("A-law");
    }

    [TestCaseSource(nameof(Encodings))]
    public void Each_encoding(int encoding, byte[] data, float[] expected)
    {
        byte[] au = Au(encoding, 22050, 1, data);
        Assert.That(Read(au), Is.EqualTo(expected));
        Assert.That(AudioClip.FromBytes(au).SampleRate, Is.EqualTo(22050));
    }

    [Test]
    public void Unknown_size_means_to_the_end([Values(0u, uint.MaxValue)] uint size) =>
        Assert.That(Read(Au(3, 8000, 1, [0x40, 0, 0x20, 0], size)), Is.EqualTo(new[] { 0.5f, 0.25f }));

    [Test]
    public void Channels_are_averaged_and_the_annotation_left_out() =>
        Assert.That(Read(Au(3, 8000, 2, [0x40, 0, 0x20, 0, 0xC0, 0, 0x40, 0], annotation: 100)), Is.EqualTo(new[] { 0.375f, 0f }));

    [Test]
    public void Bad_files_say_why()
    {
        byte[] au = Au(3, 8000, 1, new byte[16_000]);
        Assert.That(() => AudioClip.FromBytes(au[..20]),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("AU header is cut off"));
        Assert.That(() => AudioClip.FromBytes(au[..8028]), Throws.InstanceOf<AudioFormatException>()
            .With.Message.Contains("truncated: its header promises 1 s, the file holds 0.5 s"));
        Assert.That(() => AudioClip.FromBytes(Au(3, 8000, 1, [])),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("no samples"));
        Assert.That(() => AudioClip.FromBytes(Au(3, 0, 1, new byte[4])),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("0 Hz"));
        byte[] nan = Au(6, 8000, 1, [0, 0, 0, 0, 0x7F, 0xC0, 0, 0]);
        Assert.That(() => AudioClip.FromBytes(nan),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("NaN at 0 s (sample 1)"));
    }
}
