using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Cuts a spectrogram picture into pieces as wide as the segments that sound is cut into. A piece is brightened so that its loudest
/// pixel is white, as it is when the piece is made from sound, and stretched where the picture's columns last longer or shorter than the
/// network's.
/// </summary>
internal static class PicturePieces
{
    /// <summary>The pieces of a picture of any width, at most <paramref name="maxPieces"/>, evenly spread.</summary>
    /// <param name="picture">The whole picture.</param>
    /// <param name="columns">Width of a piece in columns of the network; a picture less than twice as long stays whole.</param>
    /// <param name="maxPieces">The most pieces.</param>
    /// <param name="stretch">How many of the network's columns one of the picture's lasts. The default value is 1.</param>
    /// <returns>The pieces and where they begin, both in columns of the network.</returns>
    public static IReadOnlyList<(int Column, SpectrogramImage Piece)> Cut(
        SpectrogramImage picture, int columns, int maxPieces, double stretch = 1)
    {
        int own = Math.Max(1, (int)Math.Round(columns / stretch));
        int count = Math.Max(1, picture.Width / own);
        if (count == 1)
            return [(0, Stretch(picture, stretch))];
        int wanted = Math.Min(count, maxPieces);
        var pieces = new (int, SpectrogramImage)[wanted];
        for (int i = 0; i < wanted; i++)
        {
            int column = wanted == 1 ? 0 : (int)Math.Round((double)i * (picture.Width - own) / (wanted - 1));
            pieces[i] = ((int)Math.Round(column * stretch), Stretch(Brighten(picture.Crop(column, own)), stretch));
        }
        return pieces;
    }

    private static SpectrogramImage Stretch(SpectrogramImage picture, double stretch)
        => stretch == 1 ? picture : picture.Resize(Math.Max(1, (int)Math.Round(picture.Width * stretch)), picture.Height);

    private static SpectrogramImage Brighten(SpectrogramImage piece)
    {
        byte loudest = piece.Pixels.Max();
        if (loudest is 0 or byte.MaxValue)
            return piece;
        int lift = byte.MaxValue - loudest;
        return new SpectrogramImage([.. piece.Pixels.Select(p => p == 0 ? p : (byte)(p + lift))], piece.Width, piece.Height);
    }
}
