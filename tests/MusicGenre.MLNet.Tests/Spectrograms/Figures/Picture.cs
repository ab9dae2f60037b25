using SkiaSharp;

namespace MusicGenre.MLNet.Tests.Spectrograms.Figures;

/// <summary>A figure as colours, to look at in tests.</summary>
internal sealed class Picture
{
    private readonly SKColor[] _pixels;

    public Picture(byte[] png)
    {
        using SKBitmap bitmap = SKBitmap.Decode(png);
        (Width, Height) = (bitmap.Width, bitmap.Height);
        _pixels = bitmap.Pixels;
    }

    public int Width { get; }

    public int Height { get; }

    public SKColor this[int x, int y] => _pixels[y * Width + x];

    /// <summary>Whether anything is drawn within so many pixels of the edge: a label that is cut off would be.</summary>
    public bool TouchesTheEdge(int margin)
    {
        for (int y = 0; y < Height; y++)
            for (int x = 0; x < Width; x++)
                if ((x < margin || y < margin || x >= Width - margin || y >= Height - margin) && this[x, y] != SKColors.White)
                    return true;
        return false;
    }

    public int Count(Func<SKColor, bool> which) => _pixels.Count(which);

    /// <summary>Whether anything is drawn in an area.</summary>
    public bool HasInk(int x, int y, int width, int height)
    {
        for (int row = y; row < y + height; row++)
            for (int column = x; column < x + width; column++)
                if (this[column, row] != SKColors.White)
                    return true;
        return false;
    }
}
