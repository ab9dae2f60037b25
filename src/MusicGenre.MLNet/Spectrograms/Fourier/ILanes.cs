namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// One, four or eight floats side by side. A generic parameter, so that the transform is written once and compiled for each width; since
/// every width does the same operations in the same order, all give nearly the same result.
/// </summary>
internal interface ILanes<T> where T : struct, ILanes<T>
{
    /// <summary>How many floats there are.</summary>
    static abstract int Count { get; }

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    /// <summary>The same value in all lanes.</summary>
    static abstract T Fill(float value);

    static abstract T Load(ref float from, int index);

    void Store(ref float to, int index);

    /// <summary>The last value first.</summary>
    T Reverse();

    /// <summary>
    /// Separates the values of even from those of odd index in what <paramref name="a"/> and <paramref name="b"/> hold together.
    /// </summary>
    static abstract (T Even, T Odd) Deinterleave(T a, T b);

    /// <summary>One stage of the transform; see <see cref="Radix4.Run"/>.</summary>
    static abstract void RunStage(SplitComplex x, SplitComplex y, Twiddles w, int stride);
}
