using System.Buffers;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// Computes mel spectrograms. Window, Fourier plan and filter bank are computed once; the extractor never changes afterwards, so one may be
/// used for any number of clips from any number of threads. Nothing is allocated per frame: scratch memory is rented for a call.
/// </summary>
public sealed class MelSpectrogramExtractor
{
    // Frames are gathered in blocks of this many before they are written as columns, so that a cache line is written while it is at hand.
    private const int BlockFrames = 16;

    private readonly Stft _stft;

    /// <summary>Prepares an extractor.</summary>
    /// <param name="options">Every parameter; the named settings of <see cref="MelOptions"/> are good places to start.</param>
    /// <exception cref="ArgumentException">The options cannot work; see <see cref="MelOptions.Validate"/>.</exception>
    public MelSpectrogramExtractor(MelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        FilterBank = new MelFilterBank(options);
        _stft = new Stft(options);
    }

    /// <summary>What the extractor computes.</summary>
    public MelOptions Options { get; }

    /// <summary>The mel bands.</summary>
    internal MelFilterBank FilterBank { get; }

    /// <summary>Number of frames of a clip.</summary>
    /// <param name="samples">The clip's number of samples, at <see cref="MelOptions.SampleRate"/>.</param>
    /// <exception cref="ArgumentException">The clip has no samples, or a single one where pre-emphasis needs two.</exception>
    public int FrameCount(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return _stft.FrameCount(samples);
    }

    /// <summary>Computes the spectrogram of a clip, resampled first if its sample rate is another.</summary>
    /// <param name="clip">The clip.</param>
    /// <exception cref="ArgumentException">The clip is empty, holds values that are not finite, or is too long for one array.</exception>
    public MelSpectrogram Compute(AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return Compute(clip.Resample(Options.SampleRate).Samples.Span);
    }

    /// <summary>Computes the spectrogram of samples.</summary>
    /// <param name="samples">
    /// Mono samples at <see cref="MelOptions.SampleRate"/>, full scale is −1…1; a clip shorter than a frame is allowed.
    /// </param>
    /// <returns>[<see cref="MelOptions.MelBands"/> × <see cref="FrameCount"/>].</returns>
    /// <exception cref="ArgumentException">There are no samples, some are not finite, or they are too many for one array.</exception>
    public MelSpectrogram Compute(ReadOnlySpan<float> samples)
    {
        int mels = Options.MelBands;
        int frames = _stft.FrameCount(samples.Length);
        if ((long)mels * frames > Array.MaxLength)
            throw new ArgumentException(
                $"{frames} frames of {mels} bands are more than one array can hold; take the clip in pieces.",
                nameof(samples));
        var values = GC.AllocateUninitializedArray<float>(mels * frames);
        Compute(samples, values);
        return new MelSpectrogram(values, mels, frames, Options);
    }

    /// <summary>Computes the spectrogram of samples into memory of the caller's.</summary>
    /// <param name="samples">Mono samples, as for <see cref="Compute(ReadOnlySpan{float})"/>.</param>
    /// <param name="values">Receives <see cref="MelOptions.MelBands"/> × <see cref="FrameCount"/> values; its length is just that.</param>
    /// <exception cref="ArgumentException">There are no samples, or some are not finite.</exception>
    internal void Compute(ReadOnlySpan<float> samples, Span<float> values)
    {
        Fill(samples, values, values.Length / Options.MelBands);
        float max = SpectrumKernel.Max(values);
        if (!float.IsFinite(max))
            throw new ArgumentException(
                "The samples are not finite numbers (NaN or infinite), or are far beyond full scale; "
                + "leave the clip out or decode it again.",
                nameof(samples));
        Compressions.Apply(values, max, Options);
    }

    private void Fill(ReadOnlySpan<float> samples, Span<float> values, int frames)
    {
        int mels = Options.MelBands;
        int spectrumLength = _stft.Bins + MelFilterBank.SpareBins;
        float[] rented = ArrayPool<float>.Shared.Rent(spectrumLength + BlockFrames * mels + _stft.ScratchLength);
        try
        {
            Span<float> spectrum = rented.AsSpan(0, spectrumLength);
            Span<float> block = rented.AsSpan(spectrumLength, BlockFrames * mels);
            Span<float> scratch = rented.AsSpan(spectrumLength + block.Length, _stft.ScratchLength);
            spectrum[_stft.Bins..].Clear();
            for (int first = 0; first < frames; first += BlockFrames)
            {
                int count = Math.Min(BlockFrames, frames - first);
                for (int i = 0; i < count; i++)
                {
                    _stft.Frame(samples, first + i, spectrum[.._stft.Bins], scratch);
                    FilterBank.Apply(spectrum, block.Slice(i * mels, mels));
                }
                for (int mel = 0; mel < mels; mel++)
                {
                    Span<float> row = values.Slice(mel * frames + first, count);
                    for (int i = 0; i < row.Length; i++)
                        row[i] = block[i * mels + mel];
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}

