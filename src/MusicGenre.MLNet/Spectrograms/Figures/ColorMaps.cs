using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>
/// Colour maps as a few anchors with even steps between them in Oklab (Ottosson 2020), a space in which equal steps look equal.
/// </summary>
internal sealed class ColorMaps
{
    /// <summary>For shares of a whole: white to dark blue.</summary>
    public static readonly ColorMaps Blues = new(0xFFFFFF, 0xDCE9F6, 0xA9CDE8, 0x66A3D2, 0x3076B5, 0x114C8C, 0x0B2A57);

    private static readonly ColorMaps Magma =
        new(0x000004, 0x1D1147, 0x51127C, 0x832681, 0xB73779, 0xE75263, 0xFC8961, 0xFEC488, 0xFCFDBF);

    private static readonly ColorMaps Viridis =
        new(0x440154, 0x472C7A, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725);

    // Grey needs no perceptual steps: it shows the bytes of a SpectrogramImage as they are.
    private static readonly ColorMaps Grey = new([.. Enumerable.Range(0, 256).Select(v => new SKColor((byte)v, (byte)v, (byte)v))]);

    private readonly SKColor[] _colors;

    private ColorMaps(SKColor[] colors) => _colors = colors;

    private ColorMaps(params uint[] anchors)
    {
        (double L, double A, double B)[] labs = [.. anchors.Select(ToOklab)];
        _colors = new SKColor[256];
        for (int i = 0; i < _colors.Length; i++)
        {
            double at = i / 255.0 * (labs.Length - 1);
            int left = Math.Min((int)at, labs.Length - 2);
            double share = at - left;
            (double L, double A, double B) a = labs[left], b = labs[left + 1];
            _colors[i] = FromOklab(a.L + share * (b.L - a.L), a.A + share * (b.A - a.A), a.B + share * (b.B - a.B));
        }
    }

    public static ColorMaps Get(FigureColorMap map) => map switch
    {
        FigureColorMap.Magma => Magma,
        FigureColorMap.Viridis => Viridis,
        FigureColorMap.Grey => Grey,
        _ => throw new ArgumentOutOfRangeException(nameof(map), map, "No such colour map."),
    };

    /// <summary>The colour at a position of 0…1; beyond these, that of the nearer end.</summary>
    public SKColor At(double position) => _colors[(int)Math.Clamp(position * 255 + 0.5, 0, 255)];

    private static (double L, double A, double B) ToOklab(uint rgb)
    {
        double r = Linear((rgb >> 16) & 255), g = Linear((rgb >> 8) & 255), b = Linear(rgb & 255);
        double l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return (
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    private static SKColor FromOklab(double lightness, double a, double b)
    {
        double l = Cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = Cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = Cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new SKColor(
            Encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double v) => v * v * v;

    // The transfer function of sRGB (IEC 61966-2-1) and its opposite.
    private static double Linear(uint value)
    {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static byte Encoded(double v)
    {
        v = Math.Clamp(v, 0, 1);
        return (byte)(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055) + 0.5);
    }
}
