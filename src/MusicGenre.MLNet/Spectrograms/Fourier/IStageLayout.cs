using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// How the eight butterflies of a vector lie in a stage. With strides of 8 and more they are neighbours in q; with strides of 4 and 1 they are
/// neighbours in p, whose results must be interleaved when they are stored. A generic parameter: the stage's loop is compiled for each.
/// </summary>
internal interface IStageLayout
{
    /// <summary>How many p one vector spans.</summary>
    static abstract int Step { get; }

    /// <summary>The factors of eight butterflies.</summary>
    /// <param name="table">One of the tables of <see cref="Twiddles"/>.</param>
    /// <param name="p">The first butterfly's p.</param>
    static abstract Vector256<float> Factors(ref float table, int p);

    /// <summary>Stores the four results of eight butterflies.</summary>
    /// <param name="to">Where the first result of the first one belongs.</param>
    /// <param name="stride">The stage's stride.</param>
    /// <param name="v0">The first results.</param>
    /// <param name="v1">The second results.</param>
    /// <param name="v2">The third results.</param>
    /// <param name="v3">The fourth results.</param>
    static abstract void Store(ref float to, int stride, Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3);
}
