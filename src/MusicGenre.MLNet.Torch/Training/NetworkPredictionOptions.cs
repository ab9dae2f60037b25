namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How pictures are cut for a network that is not learning.</summary>
public sealed record NetworkPredictionOptions
{
    /// <summary>
    /// Evenly spread crops of <see cref="CropFrames"/> per picture, the first at its beginning and the last at its end (a single one in the
    /// middle), whose probabilities are averaged. 0 gives the network the whole picture. The default value is 0.
    /// </summary>
    public int Crops { get; init; }

    /// <summary>The width of a crop, in frames; a narrower picture is given whole. <see langword="null"/> only without crops. The default
    /// value is <see langword="null"/>.</summary>
    public int? CropFrames { get; init; }

    /// <summary>Pictures (or crops) of one width the network is given at once. The default value is 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    public void Validate()
    {
        if (Crops < 0)
            throw new ArgumentOutOfRangeException(nameof(Crops), Crops, "Crops must be 0 (the whole picture) or more.");
        if (CropFrames is < 1)
            throw new ArgumentOutOfRangeException(nameof(CropFrames), CropFrames, "CropFrames must be 1 or more, or null.");
        if (Crops > 0 && CropFrames is null)
            throw new ArgumentOutOfRangeException(nameof(CropFrames), CropFrames, "Crops need a width: give CropFrames.");
        if (BatchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize must be 1 or more.");
    }

    /// <summary>The first frame and the width of every piece of a picture.</summary>
    internal IEnumerable<(int Start, int Width)> Pieces(int frames)
    {
        if (Crops == 0 || CropFrames is not int width || frames <= width)
        {
            yield return (0, frames);
            yield break;
        }

        for (int i = 0; i < Crops; i++)
        {
            double position = Crops == 1 ? 0.5 : (double)i / (Crops - 1);
            yield return ((int)Math.Round(position * (frames - width)), width);
        }
    }
}
