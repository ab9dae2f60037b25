using DemoMusic.Composition;

namespace DemoMusic.Sound;

/// <summary>The last steps of a recording: tone, hiss, loudness, limiter, and short fades against clicks at the ends.</summary>
internal static class Mastering
{
    private const double FadeInSeconds = 0.01;
    private const double FadeOutSeconds = 0.06;

    /// <summary>Masters a clip in place.</summary>
    public static void Process(Span<float> clip, Production production, Random random)
    {
        RemoveRumble(clip);
        Tone(clip, production);
        double sum = 0;
        foreach (float sample in clip)
            sum += sample * sample;
        double rms = Math.Sqrt(sum / Math.Max(1, clip.Length));
        float gain = (float)(Math.Pow(10, production.Loudness / 20) / Math.Max(rms, 1e-9));
        float hiss = (float)Math.Pow(10, production.Hiss / 20);
        foreach (ref float sample in clip)
            sample = gain * sample + hiss * Wave.Noise(random);
        Limiter.Process(clip);
        Fade(clip);
    }

    private static void RemoveRumble(Span<float> clip)
    {
        var filter = new StateVariableFilter();
        filter.Set(25, 0.3);
        foreach (ref float sample in clip)
            sample = filter.HighPass(sample);
    }

    private static void Tone(Span<float> clip, Production production)
    {
        float treble = (float)Math.Pow(10, production.Tilt / 40), bass = 1 / treble;
        float pole = (float)(1 - Math.Exp(-2 * Math.PI * 900 / Studio.SampleRate));
        bool limited = production.BandLimit < Studio.SampleRate / 2;
        var limit = new StateVariableFilter();
        limit.Set(production.BandLimit, 0.3);
        float low = 0;
        foreach (ref float sample in clip)
        {
            low += pole * (sample - low);
            float toned = bass * low + treble * (sample - low);
            sample = limited ? limit.LowPass(toned) : toned;
        }
    }

    private static void Fade(Span<float> clip)
    {
        int fadeIn = Math.Min(clip.Length / 2, (int)(FadeInSeconds * Studio.SampleRate));
        int fadeOut = Math.Min(clip.Length / 2, (int)(FadeOutSeconds * Studio.SampleRate));
        for (int i = 0; i < fadeIn; i++)
            clip[i] *= 0.5f - 0.5f * MathF.Cos(MathF.PI * i / fadeIn);
        for (int i = 0; i < fadeOut; i++)
            clip[^(i + 1)] *= 0.5f - 0.5f * MathF.Cos(MathF.PI * i / fadeOut);
    }
}
