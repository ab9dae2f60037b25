using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Small pictures.</summary>
internal static class PngSeeds
{
    private const int Width = 40, Height = 16;

    public static IReadOnlyList<byte[]> All() =>
    [
        Saved(), Create(0, 8, 1), Create(0, 16, 2), Create(0, 1, 1), Create(2, 8, 3), Create(2, 16, 6), Create(3, 8, 1), Create(3, 4, 1),
        Create(4, 8, 2), Create(6, 8, 4), Create(6, 16, 8),
    ];

    /// <summary>A picture as the library writes it.</summary>
    public static byte[] Saved()
    {
        var pixels = new byte[Width * Height];
        new Random(1).NextBytes(pixels);
        return new SpectrogramImage(pixels, Width, Height).ToPng();
    }

    private static byte[] Create(byte colors, byte depth, int bytesPerPixel)
    {
        int row = 1 + (depth < 8 ? ((Width * depth) + 7) / 8 : Width * bytesPerPixel);
        var rows = new byte[row * Height];
        new Random(colors + depth).NextBytes(rows);
        for (int y = 0; y < Height; y++)
            rows[y * row] = (byte)(y % 5);
        byte[] palette = [.. Enumerable.Range(0, 3 * (1 << Math.Min(8, (int)depth))).Select(i => (byte)i)];
        var chunks = new List<Chunk>
        {
            new("IHDR"u8.ToArray(), [0, 0, 0, Width, 0, 0, 0, Height, depth, colors, 0, 0, 0]),
        };
        if (colors == 3)
            chunks.Add(new("PLTE"u8.ToArray(), palette));
        chunks.Add(new("IDAT"u8.ToArray(), PngMutator.Pack(rows)));
        chunks.Add(new("IEND"u8.ToArray(), []));
        return ChunkFormat.Png.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], chunks, rightSize: true);
    }
}
