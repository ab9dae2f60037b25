namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>Chooses among the kinds of <see cref="RealTransform"/>.</summary>
internal static class RealTransforms
{
    /// <summary>Creates the fastest plan for a size: our own transform for powers of two, MathNet's otherwise.</summary>
    /// <param name="size">An even number of samples, at least 4.</param>
    public static RealTransform Create(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 4);
        if (size % 2 != 0)
            throw new ArgumentException($"The size of a real Fourier transform must be even; it is {size}.", nameof(size));
        return int.IsPow2(size) ? new PowerOfTwoTransform(size) : new MathNetTransform(size);
    }
}
