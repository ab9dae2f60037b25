using System.Numerics.Tensors;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Training;

namespace Distill.Distillation;

/// <summary>Makes the windows of one file: reads it, varies some of them, draws the student's pictures and asks the teachers.</summary>
internal sealed class WindowMaker
{
    /// <summary>Everything is read at the rate of the most demanding teacher and brought down from there.</summary>
    private const int Rate = 32_000;

    /// <summary>
    /// Root mean square that every window is brought to: the student does not see levels, so the teachers shall not hear any.
    /// </summary>
    private const float Level = 0.1f;

    /// <summary>Windows below this root mean square are silence.</summary>
    private const float Silence = 1e-4f;

    private readonly WindowOptions _options;
    private readonly IReadOnlyList<Teacher> _teachers;
    private readonly MelSpectrogramExtractor _picture = new(MelOptions.Librosa);
    private readonly Dictionary<int, Resampler> _resamplers;
    private readonly int _targets;
    private readonly int _length;

    public WindowMaker(WindowOptions options, IReadOnlyList<Teacher> teachers)
    {
        _options = options;
        _teachers = teachers;
        _targets = TargetBlock.Of(teachers.Select(teacher => teacher.Description))[^1].End;
        _length = (int)Math.Round(options.Seconds * Rate);
        _resamplers = teachers.Select(teacher => teacher.SampleRate).Append(_picture.Options.SampleRate).Distinct()
            .Where(rate => rate != Rate)
            .ToDictionary(rate => rate, rate => new Resampler(Rate, rate));
    }

    /// <summary>Mel bands of the student's picture.</summary>
    public int Mels => _picture.Options.MelBands;

    /// <summary>Frames of the student's picture.</summary>
    public int Frames => _picture.FrameCount((int)Math.Round(_options.Seconds * _picture.Options.SampleRate));

    /// <summary>The windows of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="partner">Another file to mix with; <see langword="null"/> for unaltered windows only.</param>
    /// <param name="ct">Stops between two windows.</param>
    public List<TaughtWindow> Make(MusicSource source, MusicSource? partner, CancellationToken ct)
    {
        AudioClip clip = AudioClip.FromFile(source.Path, Rate, ct);
        var windows = new List<TaughtWindow>();
        int plain = Math.Min(clip.Samples.Length / _length, _options.MaxPerFile);
        for (int i = 0; i < plain; i++)
            Add(windows, WindowKind.Plain, Cut(clip, Place(clip, i, plain)), ct);
        if (partner is null || plain < 2)
            return windows;

        var random = new RandomStream(_options.Seed, 0, StableHash(Path.GetFileName(source.Path)));
        int equalized = (int)Math.Round(plain * _options.EqualizedShare);
        for (int i = 0; i < equalized; i++)
        {
            float[] samples = Cut(clip, random.Next(clip.Samples.Length - _length + 1));
            double low = random.Symmetric(_options.EqualizerDecibels), high = random.Symmetric(_options.EqualizerDecibels);
            ShelfEqualizer.Apply(samples, Rate, low, LogUniform(random, 80, 500), high, LogUniform(random, 1500, 8000));
            Add(windows, WindowKind.Equalized, samples, ct);
        }

        int mixed = (int)Math.Round(plain * _options.MixedShare);
        if (mixed == 0)
            return windows;
        AudioClip other = ReadPartner(partner, ct);
        for (int i = 0; i < mixed && other.Samples.Length >= _length; i++)
        {
            float[] samples = Cut(clip, random.Next(clip.Samples.Length - _length + 1));
            float[] second = Cut(other, random.Next(other.Samples.Length - _length + 1));
            if (!ToLevel(samples) || !ToLevel(second))
                continue;
            TensorPrimitives.MultiplyAdd(second, MathF.Pow(10, (float)random.Symmetric(_options.MixDecibels) / 20), samples, samples);
            Add(windows, WindowKind.Mixed, samples, ct);
        }

        return windows;
    }

    /// <summary>A hash that is the same in every process.</summary>
    public static int StableHash(string text)
    {
        uint hash = 2166136261; // FNV-1a
        foreach (char c in text)
            hash = (hash ^ c) * 16777619;
        return (int)hash;
    }

    /// <summary>
    /// The partner's first two minutes; nothing where it cannot be read, since that is its own problem and named as such.
    /// </summary>
    private static AudioClip ReadPartner(MusicSource partner, CancellationToken ct)
    {
        try
        {
            return AudioClip.FromFile(partner.Path, TimeSpan.Zero, TimeSpan.FromSeconds(120), Rate, ct);
        }
        catch (Exception e) when (e is AudioFormatException or IOException)
        {
            return new AudioClip(ReadOnlyMemory<float>.Empty, Rate);
        }
    }

    private void Add(List<TaughtWindow> windows, WindowKind kind, float[] samples, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!ToLevel(samples))
            return;
        var atRate = new Dictionary<int, float[]> { [Rate] = samples };
        foreach ((int rate, Resampler resampler) in _resamplers)
            atRate[rate] = resampler.Resample(samples);
        var targets = new Half[_targets];
        int filled = 0;
        foreach (Teacher teacher in _teachers)
        {
            foreach (float[] answer in teacher.Listen(atRate[teacher.SampleRate]))
            {
                TensorPrimitives.ConvertToHalf(answer, targets.AsSpan(filled));
                filled += answer.Length;
            }
        }

        // Resampling may end a sample early or late; the picture's width may not.
        var seen = new float[(int)Math.Round(_options.Seconds * _picture.Options.SampleRate)];
        float[] own = atRate[_picture.Options.SampleRate];
        own.AsSpan(0, Math.Min(own.Length, seen.Length)).CopyTo(seen);
        windows.Add(new TaughtWindow(kind, SpectrogramImage.FromMel(_picture.Compute(seen)).Pixels, targets));
    }

    private int Place(AudioClip clip, int index, int count)
        => count == 1 ? (clip.Samples.Length - _length) / 2 : (int)((long)(clip.Samples.Length - _length) * index / (count - 1));

    private float[] Cut(AudioClip clip, int start) => clip.Samples.Span.Slice(start, _length).ToArray();

    /// <summary>Brings samples to the common level; false where there is nothing but silence.</summary>
    private static bool ToLevel(float[] samples)
    {
        float level = TensorPrimitives.Norm<float>(samples) / MathF.Sqrt(samples.Length);
        if (!(level >= Silence))
            return false;
        float peak = Math.Abs(TensorPrimitives.MaxMagnitude<float>(samples));
        TensorPrimitives.Multiply(samples, Math.Min(Level / level, 1 / peak), samples);
        return true;
    }

    private static double LogUniform(RandomStream random, double low, double high)
        => low * Math.Pow(high / low, random.NextDouble());
}
