using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Embeddings;

public class PicturePiecesTests
{
    [TestCase(1, 1)]
    [TestCase(100, 1)]
    [TestCase(199, 1)]
    [TestCase(200, 2)]
    [TestCase(950, 4)]
    public void Cut_any_width_gives_evenly_spread_pieces(int width, int pieces)
    {
        IReadOnlyList<(int Column, SpectrogramImage Piece)> cut = PicturePieces.Cut(
            new SpectrogramImage(new byte[2 * width], width, 2), 100, 4);

        Assert.That(cut, Has.Count.EqualTo(pieces));
        Assert.That(cut[0].Column, Is.Zero);
        Assert.That(cut[^1].Column + cut[^1].Piece.Width, Is.EqualTo(width));
    }

    [Test]
    public void Cut_quiet_piece_is_brightened_to_white_and_keeps_its_floor()
    {
        byte[] pixels = [0, 100, 50, 255];

        IReadOnlyList<(int Column, SpectrogramImage Piece)> cut = PicturePieces.Cut(new SpectrogramImage(pixels, 4, 1), 2, 4);

        Assert.That(cut[0].Piece.Pixels, Is.EqualTo(new byte[] { 0, 255 }));
        Assert.That(cut[1].Piece.Pixels, Is.EqualTo(new byte[] { 50, 255 }));
    }

    [TestCase(1, 2.6, 1)]
    [TestCase(75, 2.6, 1)]
    [TestCase(76, 2.6, 2)]
    [TestCase(496, 2.6, 4)]
    [TestCase(2000, 0.5, 4)]
    [TestCase(3, 1000, 3)]
    public void Cut_columns_of_another_length_stretches_the_pieces(int width, double stretch, int pieces)
    {
        IReadOnlyList<(int Column, SpectrogramImage Piece)> cut = PicturePieces.Cut(
            new SpectrogramImage(new byte[2 * width], width, 2), 100, 4, stretch);

        Assert.That(cut, Has.Count.EqualTo(pieces));
        Assert.That(cut[0].Column, Is.Zero);
        Assert.That(
            cut.Select(c => c.Piece.Width), Is.All.EqualTo(pieces == 1 ? width * stretch : Math.Max(100, stretch)).Within(1 + stretch / 2));
        Assert.That(cut[^1].Column + cut[^1].Piece.Width, Is.EqualTo(width * stretch).Within(1 + stretch / 2));
    }
}
