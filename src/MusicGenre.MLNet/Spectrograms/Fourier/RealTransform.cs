namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>
/// The Fourier transform of real input, X[k] = Σ x[n]·exp(−2πikn/N) for k = 0…N/2, without scaling. An instance is a plan for one size:
/// it holds tables only, so any number of threads may share it, each with its own scratch memory.
/// </summary>
internal abstract class RealTransform
{
    private protected RealTransform(int size) => Size = size;

    /// <summary>Number of real input samples, N.</summary>
    public int Size { get; }

    /// <summary>Number of output bins, N/2 + 1.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>Number of floats <see cref="Forward"/> and <see cref="Power"/> need as scratch memory.</summary>
    public abstract int ScratchLength { get; }

    /// <summary>Transforms one frame.</summary>
    /// <param name="frame"><see cref="Size"/> samples.</param>
    /// <param name="real">Receives the real parts, <see cref="Bins"/> values.</param>
    /// <param name="imaginary">Receives the imaginary parts, <see cref="Bins"/> values.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> values of any content.</param>
    public void Forward(ReadOnlySpan<float> frame, Span<float> real, Span<float> imaginary, Span<float> scratch)
    {
        // Checked here once, so that the vector code below may do without bounds checks.
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Length, Size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(real.Length, Bins);
        ArgumentOutOfRangeException.ThrowIfNotEqual(imaginary.Length, Bins);
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, ScratchLength);
        ForwardCore(frame, real, imaginary, scratch);
    }

    /// <summary>The powers re² + im² of a windowed frame.</summary>
    /// <param name="frame">At most <see cref="Size"/> samples; zeros follow a shorter frame.</param>
    /// <param name="window">What each sample is multiplied by, as many values.</param>
    /// <param name="power">Receives <see cref="Bins"/> values.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> values of any content.</param>
    public void Power(ReadOnlySpan<float> frame, ReadOnlySpan<float> window, Span<float> power, Span<float> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Length, Size);
        ArgumentOutOfRangeException.ThrowIfZero(frame.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(window.Length, frame.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(power.Length, Bins);
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, ScratchLength);
        PowerCore(frame, window, power, scratch);
    }

    private protected abstract void PowerCore(
        ReadOnlySpan<float> frame, ReadOnlySpan<float> window, Span<float> power, Span<float> scratch);

    private protected abstract void ForwardCore(ReadOnlySpan<float> frame, Span<float> real, Span<float> imaginary, Span<float> scratch);
}
