using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// Cuts a spectrogram picture into pieces as wide as the segments that sound is cut into. A piece is brightened so that its loudest
/// pixel is white, as it is when the piece is made from sound.
/// </summary>
internal static class PicturePieces
{
    /// <summary>The pieces of a picture of any width, at most <paramref name="maxPieces"/>, evenly spread.</summary>
    /// <param name="picture">The whole picture.</param>
    /// <param name="columns">Width of a piece; a picture less than twice as wide stays whole.</param>
    /// <param name="maxPieces">The most pieces.</param>
    public static IReadOnlyList<(int Column, SpectrogramImage Piece)> Cut(SpectrogramImage picture, int columns, int maxPieces)
    {
        int count = Math.Max(1, (int)Math.Round((double)picture.Width / columns, MidpointRounding.ToZero));
        if (count == 1)
            return [(0, picture)];
        int wanted = Math.Min(count, maxPieces);
        var pieces = new (int, SpectrogramImage)[wanted];
        for (int i = 0; i < wanted; i++)
        {
            int column = wanted == 1 ? 0 : (int)Math.Round((double)i * (picture.Width - columns) / (wanted - 1));
            pieces[i] = (column, Brighten(picture.Crop(column, columns)));
        }
        return pieces;
    }

    private static SpectrogramImage Brighten(SpectrogramImage piece)
    {
        byte loudest = piece.Pixels.Max();
        if (loudest is 0 or byte.MaxValue)
            return piece;
        int lift = byte.MaxValue - loudest;
        return new SpectrogramImage([.. piece.Pixels.Select(p => p == 0 ? p : (byte)(p + lift))], piece.Width, piece.Height);
    }
}
