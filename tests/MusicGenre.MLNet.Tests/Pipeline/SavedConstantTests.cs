using Microsoft.ML;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Tests.Pipeline;

/// <summary>What ML.NET keeps is read without ML.NET.</summary>
public sealed class SavedConstantTests
{
    [TestCase(1, false)]
    [TestCase(127, true)]
    [TestCase(5_000, false)]
    [TestCase(1_000_000, true)]
    [TestCase(1_000_000, false)]
    public void Bytes_that_ML_net_saved_are_read(int count, bool zeros)
    {
        var value = new byte[count];
        if (!zeros)
            new Random(count).NextBytes(value);
        Assert.That(SavedConstant.Read(Saved(value)), Is.EqualTo(value));
    }

    [Test]
    public void What_is_cut_off_or_damaged_is_refused_or_read()
    {
        byte[] good = Saved([1, 2, 3, 4, 5]);
        for (int at = 0; at < good.Length; at++)
        {
            ReadOrRefuse(good[..at], $"cut off after {at} bytes");
            foreach (byte other in (byte[])[0, 0x7F, 0x80, 0xFF])
            {
                byte[] bad = [.. good];
                bad[at] = other;
                ReadOrRefuse(bad, $"{other} at {at}");
            }
        }
        Assert.That(() => SavedConstant.Read(good[..300]), Throws.TypeOf<InvalidDataException>());
    }

    private static void ReadOrRefuse(byte[] entry, string what)
    {
        try
        {
            Assert.That(SavedConstant.Read(entry), Has.Length.LessThanOrEqualTo(entry.Length), what);
        }
        catch (InvalidDataException)
        {
            // As documented.
        }
    }

    private static byte[] Saved(byte[] value)
    {
        var mlContext = new MLContext();
        using var file = new MemoryStream();
        mlContext.Data.SaveAsBinary(mlContext.Data.LoadFromEnumerable([new Entry { Key = 1, Value = value }]), file, keepHidden: true);
        return file.ToArray();
    }

    private sealed class Entry
    {
        public int Key { get; set; }

        public byte[] Value { get; set; } = [];
    }
}
