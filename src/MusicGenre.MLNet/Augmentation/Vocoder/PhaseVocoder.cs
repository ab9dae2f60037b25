using System.Numerics.Tensors;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// Changes how long a sound lasts and not its pitch: frames are taken at one pace from the source and put out at another, overlapping by three
/// quarters, with phases that continue each other (<see cref="PhaseLock"/>). At an attack the frame on it is put out just as it is, so that
/// its frequencies start together and the attack stays sharp. Immutable: any number of threads may share one.
/// </summary>
internal sealed class PhaseVocoder
{
    private const double FrameSeconds = 0.093;
    private const int Overlap = 4;

    // Hann², overlapping by three quarters, sums to this everywhere.
    private const float WindowSum = 1.5f;

    private readonly RealTransform _transform;
    private readonly float[] _window;
    private readonly bool _keepAttacks;

    /// <param name="sampleRate">In hertz; it decides the size of a frame, about 93 ms.</param>
    /// <param name="keepAttacks">False treats attacks like everything else; the tests compare the two.</param>
    public PhaseVocoder(int sampleRate, bool keepAttacks = true)
    {
        Size = 1 << Math.Max(6, (int)Math.Round(Math.Log2(FrameSeconds * sampleRate)));
        _transform = RealTransform.Create(Size);
        _window = Windows.Create(WindowFunction.Hann, Size);
        _keepAttacks = keepAttacks;
    }

    /// <summary>Length of a frame in samples.</summary>
    public int Size { get; }

    /// <summary>Stretches a signal.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="rate">How many times as fast it shall be.</param>
    /// <param name="outputLength">Number of samples to give, samples / rate or about that.</param>
    /// <param name="cancellationToken">Stops between two frames.</param>
    public float[] Stretch(ReadOnlySpan<float> samples, double rate, int outputLength, CancellationToken cancellationToken)
    {
        int hop = Size / Overlap;
        var output = new float[outputLength];
        var phases = new PhaseLock(_transform.Bins);
        Spectrum now = Spectrum.Create(_transform.Bins), earlier = Spectrum.Create(_transform.Bins), put = Spectrum.Create(_transform.Bins);
        var frame = new float[Size];
        var scratch = new float[_transform.ScratchLength];
        var spectrum = Spectrum.Create(_transform.Bins);
        HashSet<int> attacks = _keepAttacks ? [.. OnsetFinder.Find(samples, Size / 16).Select(at => (int)Math.Round(at / (hop * rate)))] : [];
        // Frames are centred on their places; the first and last reach beyond the ends, so that the overlap is whole everywhere.
        int first = -Overlap / 2, last = (outputLength + hop - 1) / hop + Overlap / 2;
        for (int k = first; k <= last; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = (int)Math.Round(k * hop * rate) - Size / 2;
            Analyse(samples, start, frame, now, scratch);
            if (k > first && !attacks.Contains(k))
            {
                Analyse(samples, start - hop, frame, earlier, scratch);
                phases.Continue(now, earlier, put);
            }
            (now, put) = (put, now);
            put.Real.CopyTo(spectrum.Real, 0);
            put.Imaginary.CopyTo(spectrum.Imaginary, 0);
            InverseTransform.Run(_transform, spectrum.Real, spectrum.Imaginary, frame, scratch);
            AddTo(output, k * hop - Size / 2, frame);
        }
        return output;
    }

    private void Analyse(ReadOnlySpan<float> samples, int start, float[] frame, Spectrum to, float[] scratch)
    {
        int from = Math.Clamp(start, 0, samples.Length), end = Math.Clamp(start + Size, 0, samples.Length);
        if (end - from < Size)
            Array.Clear(frame);
        if (end > from)
            TensorPrimitives.Multiply(samples[from..end], _window.AsSpan(from - start, end - from), frame.AsSpan(from - start));
        _transform.Forward(frame, to.Real, to.Imaginary, scratch);
    }

    private void AddTo(float[] output, int start, float[] frame)
    {
        TensorPrimitives.Multiply<float>(frame, _window, frame);
        TensorPrimitives.Multiply<float>(frame, 1 / WindowSum, frame);
        int from = Math.Clamp(start, 0, output.Length), end = Math.Clamp(start + Size, 0, output.Length);
        if (end > from)
            TensorPrimitives.Add(output.AsSpan(from, end - from), frame.AsSpan(from - start, end - from), output.AsSpan(from));
    }
}
