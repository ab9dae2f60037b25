using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Compressed;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Headers of some bytes that ask for hundreds of megabytes.</summary>
public sealed class GreedyHeadersTests
{
    [TestCase(16_386, 32)]
    [TestCase(16_598, 32)]
    [TestCase(32_767, 16)]
    [Category(Categories.Memory)]
    public void An_AIFF_of_thousands_of_channels_takes_no_more_than_one_of_few(int channels, int bits)
    {
        byte[] common = [.. Big(channels)[2..], 0, 0, 1, 0xF4, .. Big(bits)[2..], 0x40, 0x0B, 0xFA, 0, 0, 0, 0, 0, 0, 0];
        byte[] inner = [.. "AIFFCOMM"u8, .. Big(18), .. common, .. "SSND"u8, .. Big(4_008), .. new byte[4_008]];
        byte[] file = [.. "FORM"u8, .. Big(inner.Length), .. inner];
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            InProcess.Decode(new MemoryStream(file));
        }
        catch (Exception e) when (e is AudioFormatException or FfmpegNotFoundException)
        {
            // As documented.
        }
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 20));
    }

    [Test]
    public void Codebooks_that_are_larger_than_music_needs_are_no_Vorbis()
    {
        Assert.Multiple(() =>
        {
            Assert.That(VorbisCodebooks.AreModest(Setup(dimensions: 2, entries: 8)), Is.True);
            Assert.That(VorbisCodebooks.AreModest(Setup(dimensions: 2, entries: 0xFFFFFF)), Is.False);
            Assert.That(VorbisCodebooks.AreModest(Setup(dimensions: 0xFFFF, entries: 1_000)), Is.False);
            Assert.That(VorbisCodebooks.AreModest(Setup(dimensions: 2, entries: 8)[..12]), Is.False, "cut off");
            Assert.That(VorbisCodebooks.AreModest([]), Is.False);
        });
    }

    [Test]
    public void A_file_of_nothing_but_beginnings_of_Ogg_pages_is_given_up()
    {
        byte[] page = [.. "OggS\0"u8, 0, .. new byte[20], 255, .. Enumerable.Repeat((byte)255, 3)];
        byte[] file = [.. Enumerable.Repeat(page, 20_000).SelectMany(one => one)];
        var input = new RewindableInput(new MemoryStream(file), AudioSource.FromStream(Stream.Null, default), null);
        var ogg = new OggReader(input);
        Assert.That(ogg.Next(), Is.Null);
        Assert.That(ogg.Damages, Is.Positive);
        Assert.That(input.Position, Is.LessThan(file.Length), "It looked at all of them.");
    }

    // One codebook without order whose entries have no lengths that matter, in little-endian bits.
    private static byte[] Setup(int dimensions, int entries) =>
        [5, .. "vorbis"u8, 0, 0x42, 0x43, 0x56, (byte)dimensions, (byte)(dimensions >> 8), (byte)entries, (byte)(entries >> 8),
            (byte)(entries >> 16),
            .. new byte[20]];

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
