namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Rounds weights to 16-bit floats.</summary>
internal static class HalfPrecision
{
    /// <summary>
    /// Rounds each row so that its errors add up to nothing: what is lost of one weight is added to the next (error diffusion). What a row
    /// is multiplied with mostly comes from a ReLU, so it is nowhere negative, and errors that do not cancel would shift every result one
    /// way.
    /// </summary>
    /// <param name="values">Row-major values.</param>
    /// <param name="rows">The number of rows: output channels.</param>
    /// <returns>The rounded values; null if one is beyond ±65,504, the largest that 16 bits hold.</returns>
    public static Half[]? Round(ReadOnlySpan<float> values, int rows)
    {
        var halves = new Half[values.Length];
        int length = values.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            double lost = 0;
            for (int i = row * length; i < (row + 1) * length; i++)
            {
                double wanted = values[i] + lost;
                halves[i] = (Half)wanted;
                if (!Half.IsFinite(halves[i]))
                    return null;
                lost = wanted - (double)halves[i];
            }
        }

        return halves;
    }
}
