using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>What becomes of a transform's bins; a generic parameter, so that the loop is compiled for each kind with nothing between.</summary>
internal interface ISpectrum
{
    /// <summary>Takes one bin.</summary>
    void Set(int bin, float real, float imaginary);

    /// <summary>Takes eight bins from <paramref name="bin"/> on.</summary>
    void Set(int bin, Vector256<float> real, Vector256<float> imaginary);

    /// <summary>Takes eight bins from <paramref name="bin"/> on that come last first.</summary>
    void SetReversed(int bin, Vector256<float> real, Vector256<float> imaginary);
}
