using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>
/// Guitar, harp, upright bass: a burst of noise in a delay line with losses (K. Karplus and A. Strong, "Digital synthesis of
/// plucked-string and drum timbres", 1983; the fractional delay after D. Jaffe and J. Smith, same year).
/// </summary>
internal sealed class PluckedString : Instrument
{
    /// <summary>Brightness of the pluck and of the string, 0…1. The default value is 0.6.</summary>
    public double Brightness { get; init; } = 0.6;

    /// <summary>Seconds to −60 dB while the string is held. The default value is 3.</summary>
    public double Sustain { get; init; } = 3;

    /// <summary>Where it is plucked, as a fraction of its length. The default value is 0.2.</summary>
    public double PickPosition { get; init; } = 0.2;

    /// <inheritdoc/>
    public override void Play(Tone tone, Span<float> output, Random random)
    {
        double period = 1 / tone.Step;
        // The loss filter delays by `loss` samples and the interpolation below by the fraction that is left.
        double loss = 0.5 * (1 - Brightness);
        int length = Math.Max(2, (int)(period - loss));
        float fraction = (float)(period - loss - length);
        Span<float> line = length <= 2048 ? stackalloc float[length] : new float[length];
        Excite(line, tone.Velocity, random);

        float held = (float)Math.Pow(0.001, period / (Sustain * Studio.SampleRate));
        float damped = (float)Math.Pow(0.001, period / (0.12 * Studio.SampleRate));
        float smooth = (float)loss, previous = 0, lastOut = 0;
        for (int i = 0, at = 0; i < output.Length; i++)
        {
            float current = line[at];
            float interpolated = current + fraction * (previous - current);
            previous = current;
            float filtered = (1 - smooth) * interpolated + smooth * lastOut;
            lastOut = interpolated;
            line[at] = filtered * (i < tone.Samples ? held : damped);
            output[i] += tone.Velocity * interpolated;
            if (++at == length)
                at = 0;
        }
    }

    private void Excite(Span<float> line, float velocity, Random random)
    {
        // A soft stroke is a dull one.
        float pole = (float)Math.Clamp(0.15 + 0.85 * Brightness * (0.4 + 0.6 * velocity), 0, 1);
        float low = 0, mean = 0;
        for (int i = 0; i < line.Length; i++)
        {
            low += pole * (Wave.Noise(random) - low);
            line[i] = low;
            mean += low / line.Length;
        }
        int pick = Math.Max(1, (int)(PickPosition * line.Length));
        for (int i = line.Length - 1; i >= 0; i--)
            line[i] = line[i] - mean - 0.8f * (i >= pick ? line[i - pick] - mean : 0);
    }
}
