using System.Numerics.Tensors;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Resampling;
using MusicGenre.MLNet.Augmentation.Vocoder;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// What can be done to sound without changing its genre: tempo, key, and what records, rooms and codecs do. Every method gives a new clip;
/// the clip it is given stays as it is. Levels are not limited: a clip may go beyond full scale afterwards.
/// </summary>
public static class AudioEffects
{
    /// <summary>The slowest and the fastest rate of <see cref="TimeStretch"/>.</summary>
    public const double MinRate = 0.25, MaxRate = 4;

    private const double MaxSemitones = 24;
    private const int MaxDenominator = 200;

    /// <summary>
    /// Changes the tempo and keeps the pitch, by a phase vocoder with identity phase locking (J. Laroche and M. Dolson, 1999); attacks are
    /// kept sharp. Frames are about 93 ms.
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="rate">How many times as fast, 0.25…4; 1.1 is a tenth faster.</param>
    /// <param name="cancellationToken">Stops between two frames.</param>
    /// <returns>A clip of samples / rate samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public static AudioClip TimeStretch(AudioClip clip, double rate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(rate is >= MinRate and <= MaxRate, nameof(rate), rate, "0.25 to 4 times as fast");
        int length = (int)Math.Round(clip.Samples.Length / rate);
        return rate == 1 || length == 0 ? clip : Stretch(clip, rate, length, cancellationToken);
    }

    /// <summary>
    /// Changes the pitch and keeps the length: stretched in time, then played faster or slower by resampling. Formants move along, as on a
    /// tape.
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="semitones">How far up, −24…24; fractions are allowed. The factor 2^(semitones / 12) is met within 0.1 cents.</param>
    /// <param name="cancellationToken">Stops between two frames.</param>
    /// <returns>A clip of as many samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shift is outside its range.</exception>
    public static AudioClip PitchShift(AudioClip clip, double semitones, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(Math.Abs(semitones) <= MaxSemitones, nameof(semitones), semitones, "−24 to 24 semitones");
        Ratio factor = Ratio.Near(Math.Pow(2, semitones / 12), MaxDenominator);
        if (factor.Numerator == factor.Denominator || clip.Samples.IsEmpty)
            return clip;
        double rate = (double)factor.Denominator / factor.Numerator;
        AudioClip stretched = Stretch(clip, rate, (int)Math.Ceiling(clip.Samples.Length / rate), cancellationToken);
        float[] played = new Resampler(factor.Numerator, factor.Denominator, FilterQuality.Light).Resample(stretched.Samples.Span);
        return new AudioClip(played.AsMemory(0, clip.Samples.Length), clip.SampleRate);
    }

    /// <summary>Adds noise.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="signalToNoise">How far the noise's power lies below the clip's, in decibels.</param>
    /// <param name="color">White or pink. The default value is <see cref="NoiseColor.White"/>.</param>
    /// <param name="seed">Another seed gives other noise. The default value is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is no finite number.</exception>
    public static AudioClip AddNoise(AudioClip clip, double signalToNoise, NoiseColor color = NoiseColor.White, int seed = 1)
        => AddNoise(clip, signalToNoise, color, new RandomStream(seed, 0, 0));

    /// <summary>Makes a clip louder or softer.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="decibels">By how much; negative is softer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is no finite number.</exception>
    public static AudioClip Gain(AudioClip clip, double decibels)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(double.IsFinite(decibels), nameof(decibels), decibels, "a finite number of decibels");
        return clip.Scale((float)Math.Pow(10, decibels / 20));
    }

    /// <summary>
    /// Takes away what is above a frequency, by 12 dB an octave (second-order Butterworth: −3 dB at the frequency itself).
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="hertz">The frequency; a clip whose half sample rate is no higher is given back as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is not positive.</exception>
    public static AudioClip LowPass(AudioClip clip, double hertz) => Filter(clip, hertz, Biquad.LowPass, passesAll: true);

    /// <summary>
    /// Takes away what is below a frequency, by 12 dB an octave (second-order Butterworth: −3 dB at the frequency itself).
    /// </summary>
    /// <param name="clip">The clip.</param>
    /// <param name="hertz">The frequency, below half the clip's sample rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is not positive, or nothing would be left.</exception>
    public static AudioClip HighPass(AudioClip clip, double hertz) => Filter(clip, hertz, Biquad.HighPass, passesAll: false);

    /// <summary>Encodes a clip as MP3 and decodes it again, with the program <c>ffmpeg</c>; nothing is shifted in time.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="kilobits">Kilobits a second, 8…320. What the sample rate does not allow becomes the nearest that it does.</param>
    /// <param name="cancellationToken">Stops ffmpeg.</param>
    /// <returns>A clip of as many samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    /// <exception cref="FfmpegNotFoundException">There is no ffmpeg.</exception>
    /// <exception cref="InvalidOperationException">This ffmpeg cannot encode MP3.</exception>
    public static AudioClip Mp3(AudioClip clip, int kilobits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(kilobits is >= 8 and <= 320, nameof(kilobits), kilobits, "8 to 320 kilobits a second");
        return clip.Samples.IsEmpty ? clip : Mp3RoundTrip.Run(clip, kilobits, cancellationToken);
    }

    internal static AudioClip AddNoise(AudioClip clip, double signalToNoise, NoiseColor color, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(double.IsFinite(signalToNoise), nameof(signalToNoise), signalToNoise, "a finite number of decibels");
        ReadOnlySpan<float> samples = clip.Samples.Span;
        double rms = Math.Sqrt(TensorPrimitives.SumOfSquares(samples) / Math.Max(1, samples.Length));
        float[] noisy = Noise.Make(samples.Length, color, rms * Math.Pow(10, -signalToNoise / 20), random);
        TensorPrimitives.Add(samples, noisy, noisy);
        return new AudioClip(noisy, clip.SampleRate);
    }

    private static AudioClip Stretch(AudioClip clip, double rate, int length, CancellationToken cancellationToken)
        => new(new PhaseVocoder(clip.SampleRate).Stretch(clip.Samples.Span, rate, length, cancellationToken), clip.SampleRate);

    private static AudioClip Filter(AudioClip clip, double hertz, Func<double, int, Biquad> design, bool passesAll)
    {
        ArgumentNullException.ThrowIfNull(clip);
        Require(hertz > 0 && double.IsFinite(hertz), nameof(hertz), hertz, "a frequency above 0 Hz");
        bool within = hertz < clip.SampleRate / 2.0;
        if (!within && passesAll)
            return clip;
        Require(within, nameof(hertz), hertz, $"a frequency below half the sample rate, {clip.SampleRate / 2.0} Hz");
        return new AudioClip(design(hertz, clip.SampleRate).Run(clip.Samples.Span), clip.SampleRate);
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"Must be {rule}.");
    }
}
