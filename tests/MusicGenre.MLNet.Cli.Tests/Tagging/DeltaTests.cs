using System.Text;
using MusicGenre.MLNet.Cli.Tagging;

namespace MusicGenre.MLNet.Cli.Tests.Tagging;

/// <summary>What is kept of a file, and that it is enough.</summary>
public sealed class DeltaTests
{
    [Test]
    public void The_old_file_comes_back_whatever_was_changed()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] old = Bytes(random, random.Next(5000));
            byte[] current = Changed(old, random);
            Assert.That(Apply(Delta.Of(old, current), current), Is.EqualTo(old), $"round {round}");
        }
    }

    [Test]
    public void Only_what_was_changed_is_kept()
    {
        var random = new Random(8);
        byte[] audio = Bytes(random, 500_000), art = Bytes(random, 100_000);
        byte[] old = [.. "head-1"u8, .. art, .. Bytes(random, 300), .. audio, .. "end of the old file, some 40 bytes long"u8];
        byte[] current = [.. "head-22"u8, .. Bytes(random, 77), .. art, .. audio, .. "new"u8];
        IReadOnlyList<UndoPart> parts = Delta.Of(old, current);
        Assert.That(Apply(parts, current), Is.EqualTo(old));
        Assert.That(parts.Sum(part => part.Bytes?.Length ?? 0), Is.LessThan(500));
    }

    [Test]
    public void Parts_of_another_file_are_refused()
        => Assert.Throws<InvalidDataException>(() => Apply([new UndoPart(10, 5, null)], Encoding.ASCII.GetBytes("short")));

    private static byte[] Apply(IReadOnlyList<UndoPart> parts, byte[] current)
    {
        using var old = new MemoryStream();
        Delta.Apply(parts, current, old);
        return old.ToArray();
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Bytes put in, taken out, changed.
    private static byte[] Changed(byte[] old, Random random)
    {
        var current = new List<byte>(old);
        for (int i = random.Next(6); i > 0; i--)
        {
            int place = random.Next(current.Count + 1), count = random.Next(200);
            if (random.Next(2) == 0)
                current.InsertRange(place, Bytes(random, count));
            else
                current.RemoveRange(place, Math.Min(count, current.Count - place));
            if (current.Count > 0)
                current[random.Next(current.Count)] ^= 1;
        }
        return [.. current];
    }
}
