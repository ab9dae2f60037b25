namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>How a <see cref="SpectrogramFigure"/> looks.</summary>
public sealed record FigureOptions
{
    /// <summary>Width of the whole picture in pixels, 200…16,384. The default value is 1,400.</summary>
    public int Width { get; init; } = 1400;

    /// <summary>Height of the whole picture in pixels, 150…16,384. The default value is 560.</summary>
    public int Height { get; init; } = 560;

    /// <summary>Size of the labels in pixels, 6…200; the title is a quarter larger. The default value is 20.</summary>
    public float FontSize { get; init; } = 20;

    /// <summary>What stands above the picture; null or empty for nothing. One too long is cut. The default value is null.</summary>
    public string? Title { get; init; }

    /// <summary>The colours. The default value is <see cref="FigureColorMap.Magma"/>.</summary>
    public FigureColorMap ColorMap { get; init; } = FigureColorMap.Magma;

    /// <summary>Whether a bar at the right says which colour is which value. The default value is true.</summary>
    public bool ColorBar { get; init; } = true;

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message names the property, its value and what is allowed.</exception>
    public void Validate()
    {
        Require(Width is >= 200 and <= 16384, nameof(Width), Width, "must be 200…16,384 pixels");
        Require(Height is >= 150 and <= 16384, nameof(Height), Height, "must be 150…16,384 pixels");
        Require(FontSize is >= 6 and <= 200, nameof(FontSize), FontSize, "must be 6…200 pixels");
        Require(Enum.IsDefined(ColorMap), nameof(ColorMap), ColorMap, "is no known colour map");
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"FigureOptions.{property} is {value}, but {rule}."), property);
    }
}
