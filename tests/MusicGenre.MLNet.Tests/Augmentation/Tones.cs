using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Augmentation;

/// <summary>Tones, and what is measured of them.</summary>
internal static class Tones
{
    public const int Rate = 22_050;

    public static AudioClip Sine(double hertz, double seconds = 1, double amplitude = 0.5)
        => new(Signals.Sine(hertz, Rate, (int)(seconds * Rate), amplitude), Rate);

    /// <summary>The middle of a clip, without a tenth of a second at either end.</summary>
    public static ReadOnlySpan<float> Middle(AudioClip clip) => clip.Samples.Span[(clip.SampleRate / 10)..^(clip.SampleRate / 10)];

    /// <summary>
    /// How far a tone is from an expected frequency, in cents: the slope of its phase against that frequency, block by block, by least
    /// squares.
    /// </summary>
    public static double CentsFrom(double expected, AudioClip clip)
    {
        ReadOnlySpan<float> samples = Middle(clip);
        int hop = clip.SampleRate / 100, block = 4 * hop;
        var phases = new List<double>();
        for (int start = 0; start + block <= samples.Length; start += hop)
        {
            double re = 0, im = 0;
            for (int n = 0; n < block; n++)
            {
                double w = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (n + 0.5) / block);
                double angle = 2 * Math.PI * expected * (start + n) / clip.SampleRate;
                re += w * samples[start + n] * Math.Cos(angle);
                im -= w * samples[start + n] * Math.Sin(angle);
            }
            double phase = Math.Atan2(im, re);
            if (phases.Count > 0)
                phase += 2 * Math.PI * Math.Round((phases[^1] - phase) / (2 * Math.PI));
            phases.Add(phase);
        }
        double[] places = [.. Enumerable.Range(0, phases.Count).Select(i => i - (phases.Count - 1) / 2.0)];
        double slope = places.Zip(phases, (x, y) => x * y).Sum() / places.Sum(x => x * x);
        double hertz = expected + slope / (2 * Math.PI) * clip.SampleRate / hop;
        return 1200 * Math.Log2(hertz / expected);
    }

    /// <summary>How much louder one clip is than another, in decibels of its root mean square.</summary>
    public static double LouderBy(AudioClip clip, AudioClip than)
        => 20 * Math.Log10(Signals.Rms(Middle(clip)) / Signals.Rms(Middle(than)));
}
