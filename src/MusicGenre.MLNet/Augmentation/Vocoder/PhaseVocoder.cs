using System.Numerics.Tensors;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>
/// Changes how long a sound lasts and not its pitch: frames are taken at one pace from the source and put out at another, overlapping by
/// three quarters, with phases that continue each other (<see cref="PhaseLock"/>). Where the sound becomes slower, what an attack brings
/// starts with the phases it has in the source, all frequencies together, so that the attack stays sharp. Immutable: any number of threads
/// may share one.
/// </summary>
internal sealed class PhaseVocoder
{
    private const double FrameSeconds = 0.093;
    private const int Overlap = 4;

    // Hann², overlapping by three quarters, sums to this everywhere.
    private const float WindowSum = 1.5f;

    // 3 dB: a sound of a few frames is cut off at its ends, which is no loss to make up for.
    private const double MostCorrection = 1.41;

    private readonly RealTransform _transform;
    private readonly float[] _window;
    private readonly float[] _outputWindow;
    private readonly bool _keepAttacks;

    /// <param name="sampleRate">In hertz; it decides the size of a frame, about 93 ms.</param>
    /// <param name="keepAttacks">False treats attacks like everything else; the tests compare the two.</param>
    public PhaseVocoder(int sampleRate, bool keepAttacks = true)
    {
        Size = 1 << Math.Max(6, (int)Math.Round(Math.Log2(FrameSeconds * sampleRate)));
        _transform = RealTransforms.Create(Size);
        _window = Windows.Create(WindowFunction.Hann, Size);
        _outputWindow = [.. _window.Select(w => w / WindowSum)];
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
        Spectrum now = new(_transform.Bins), earlier = new(_transform.Bins), put = new(_transform.Bins), next = new(_transform.Bins);
        var frame = new float[Size];
        var scratch = new float[_transform.ScratchLength];
        var work = new Spectrum(_transform.Bins);
        // Only where frames repeat an attack does it smear: a faster pace keeps it sharp by itself, measured on bursts of noise.
        HashSet<int> attacks = _keepAttacks && rate < 1
            ? [.. OnsetFinder.Find(samples, Size / 16).Select(at => (int)Math.Round(at / (hop * rate)))]
            : [];
        // Frames are centred on their places; the first and last reach beyond the ends, so that the overlap is whole everywhere.
        int first = -Overlap / 2, last = (outputLength + hop - 1) / hop + Overlap / 2;
        for (int k = first; k <= last; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = (int)Math.Round(k * hop * rate) - Size / 2;
            Analyse(samples, start, frame, now, scratch);
            if (k == first)
            {
                (now, put) = (put, now);
            }
            else
            {
                Analyse(samples, start - hop, frame, earlier, scratch);
                phases.Continue(now, earlier, put, next, attacks.Contains(k));
                (next, put) = (put, next);
            }
            InverseTransform.Run(_transform, put, frame, work, scratch);
            AddTo(output, k * hop - Size / 2, frame);
        }
        MatchPower(samples, output);
        return output;
    }

    /// <summary>Noise loses a decibel or so where its frames do not add up in phase; the whole is brought back to its level.</summary>
    private static void MatchPower(ReadOnlySpan<float> samples, float[] output)
    {
        double wanted = TensorPrimitives.SumOfSquares(samples) / (double)samples.Length;
        double got = TensorPrimitives.SumOfSquares<float>(output) / (double)output.Length;
        if (got > 0)
            TensorPrimitives.Multiply<float>(
                output, (float)Math.Clamp(Math.Sqrt(wanted / got), 1 / MostCorrection, MostCorrection), output);
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
        int from = Math.Clamp(start, 0, output.Length), count = Math.Clamp(start + Size, 0, output.Length) - from;
        if (count <= 0)
            return;
        Span<float> to = output.AsSpan(from, count);
        TensorPrimitives.MultiplyAdd(frame.AsSpan(from - start, count), _outputWindow.AsSpan(from - start, count), to, to);
    }
}
