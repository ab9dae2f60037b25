namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// How the butterflies of a vector lie in a stage. Where the stride is at least the vector's width they are neighbours in q; with smaller
/// strides they are neighbours in p, whose results must be interleaved when they are stored. A generic parameter, as the lanes are.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal interface IStageLayout<T>
{
    /// <summary>How many p one vector spans.</summary>
    static abstract int Step { get; }

    /// <summary>The factors of a vector's butterflies.</summary>
    /// <param name="table">One of the tables of <see cref="Twiddles"/>.</param>
    /// <param name="p">The first butterfly's p.</param>
    static abstract T Factors(ref float table, int p);

    /// <summary>Stores the four results of each butterfly.</summary>
    /// <param name="to">Where the first result of the first one belongs.</param>
    /// <param name="stride">The stage's stride.</param>
    /// <param name="v0">The first results.</param>
    /// <param name="v1">The second results.</param>
    /// <param name="v2">The third results.</param>
    /// <param name="v3">The fourth results.</param>
    static abstract void Store(ref float to, int stride, T v0, T v1, T v2, T v3);
}
