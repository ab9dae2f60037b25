using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Tests.Heads;

public class LinearHeadFileTests
{
    [Test]
    public void Bytes_there_and_back_score_the_same()
    {
        LinearHead head = LinearHead.Identity(5);
        LinearHead again = LinearHead.FromBytes(head.ToBytes());

        float[] embedding = [0.1f, -2, 3, 0, 1];
        Assert.That(again.Score(embedding), Is.EqualTo(head.Score(embedding)));
        Assert.That(again.Score(embedding).Sum(), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void Bytes_cut_or_garbled_are_refused()
    {
        byte[] good = LinearHead.Identity(3).ToBytes();
        byte[] negative = [.. good];
        negative[3] = 0xFF;

        Assert.That(() => LinearHead.FromBytes(good[..^1]), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => LinearHead.FromBytes([]), Throws.TypeOf<InvalidDataException>());
        Assert.That(() => LinearHead.FromBytes(negative), Throws.TypeOf<InvalidDataException>());
    }
}
