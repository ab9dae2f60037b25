namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// What becomes of a transform's bins; a generic parameter, so that the loop is compiled for each kind with nothing between.
/// </summary>
internal interface ISpectrum
{
    /// <summary>Takes bins from <paramref name="bin"/> on.</summary>
    void Set<T>(int bin, T real, T imaginary) where T : struct, ILanes<T>;

    /// <summary>Takes bins from <paramref name="bin"/> on that come last first.</summary>
    void SetReversed<T>(int bin, T real, T imaginary) where T : struct, ILanes<T>;
}
