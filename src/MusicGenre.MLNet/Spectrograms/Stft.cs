using System.Numerics.Tensors;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// The short-time Fourier transform's magnitudes or powers, a frame at a time. Immutable: any number of threads may share one, each with
/// its own scratch memory.
/// </summary>
internal sealed class Stft
{
    private readonly MelOptions _options;
    private readonly float[] _window;
    private readonly RealTransform _transform;
    private readonly int _firstStart;

    /// <exception cref="ArgumentException">The options cannot work.</exception>
    public Stft(MelOptions options)
    {
        options.Validate();
        _options = options;
        _window = Windows.Create(options.Window, options.WindowLength);
        _transform = RealTransforms.Create(options.FftSize);
        // A centred frame's window sits in the middle of the FFT, as in librosa and torch. Where it sits within the transform only turns
        // the phase, so it may always be put first.
        _firstStart = options.Centered ? (options.FftSize - options.WindowLength) / 2 - options.FftSize / 2 : 0;
    }

    /// <summary>Number of frequency bins.</summary>
    public int Bins => _transform.Bins;

    /// <summary>Number of floats <see cref="Frame"/> needs as scratch memory.</summary>
    public int ScratchLength => _window.Length + _transform.ScratchLength;

    /// <summary>Number of frames of a clip.</summary>
    /// <exception cref="ArgumentException">The clip has no samples, or one where pre-emphasis needs two.</exception>
    public int FrameCount(int samples)
    {
        int length = Filtered(samples);
        if (length <= 0)
            throw new ArgumentException(
                samples == 0
                    ? "The clip has no samples, so there is no spectrogram of it."
                    : "The clip has one sample; pre-emphasis needs two.",
                nameof(samples));
        return _options.Centered
            ? 1 + (length + 2 * (_options.FftSize / 2) - _options.FftSize) / _options.HopLength
            : 1 + Math.Max(0, length - _options.WindowLength) / _options.HopLength;
    }

    /// <summary>Computes one frame.</summary>
    /// <param name="samples">The whole clip.</param>
    /// <param name="index">Which frame.</param>
    /// <param name="spectrum">Receives magnitude (Power = 1) or power (Power = 2), <see cref="Bins"/> values.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> values of any content.</param>
    public void Frame(ReadOnlySpan<float> samples, int index, Span<float> spectrum, Span<float> scratch)
    {
        long start = _firstStart + (long)index * _options.HopLength;
        ReadOnlySpan<float> frame;
        if (_options.PreEmphasis == 0 && start >= 0 && start + _window.Length <= samples.Length)
        {
            frame = samples.Slice((int)start, _window.Length);
        }
        else
        {
            Span<float> gathered = scratch[.._window.Length];
            Gather(samples, start, gathered);
            frame = gathered;
        }
        _transform.Power(frame, _window, spectrum, scratch[_window.Length..]);
        if (_options.Power == 1)
            TensorPrimitives.Sqrt(spectrum, spectrum);
    }

    /// <summary>All frames at once.</summary>
    /// <returns>Row-major [bins × frames].</returns>
    public float[] Spectrogram(ReadOnlySpan<float> samples)
    {
        int frames = FrameCount(samples.Length);
        var result = new float[Bins * frames];
        var spectrum = new float[Bins];
        var scratch = new float[ScratchLength];
        for (int t = 0; t < frames; t++)
        {
            Frame(samples, t, spectrum, scratch);
            for (int k = 0; k < Bins; k++)
                result[k * frames + t] = spectrum[k];
        }
        return result;
    }

    /// <summary>Copies the samples from <paramref name="start"/>, filtered by the pre-emphasis and padded beyond the clip's ends.</summary>
    private void Gather(ReadOnlySpan<float> samples, long start, Span<float> to)
    {
        int length = Filtered(samples.Length);
        if (_options.PreEmphasis != 0 && start >= 0 && start + to.Length <= length)
        {
            SpectrumKernel.PreEmphasize(samples.Slice((int)start, to.Length + 1), _options.PreEmphasis, to);
            return;
        }
        for (int i = 0; i < to.Length; i++)
        {
            long at = start + i;
            if (at < 0 || at >= length)
            {
                if (!_options.Centered || _options.Padding == PaddingMode.Zero)
                {
                    to[i] = 0;
                    continue;
                }
                at = Mirror(at, length);
            }
            to[i] = _options.PreEmphasis == 0 ? samples[(int)at] : samples[(int)at + 1] - _options.PreEmphasis * samples[(int)at];
        }
    }

    private static long Mirror(long at, int length)
    {
        if (length == 1)
            return 0;
        long period = 2L * (length - 1);
        long folded = (at % period + period) % period;
        return folded < length ? folded : period - folded;
    }

    private int Filtered(int samples) => _options.PreEmphasis == 0 ? samples : samples - 1;
}
