using DemoMusic.Composition;

namespace DemoMusic.Sound;

/// <summary>What is done to one part before it is mixed.</summary>
internal static class Effects
{
    private const float LevelTarget = 0.2f;

    /// <summary>Applies the part's echo and pumping.</summary>
    public static void Apply(Score score, Part part, Span<float> track)
    {
        double beat = 60 / score.Tempo * Studio.SampleRate;
        if (part.EchoBeats > 0)
            Echo(track, (int)(part.EchoBeats * beat), (float)part.EchoFeedback);
        if (part.Pump > 0)
            Pump(track, beat, (float)part.Pump);
    }

    /// <summary>
    /// The gain that brings the loudest tenth of a second of a part to the common level, so that a part's decibels are a decision about
    /// the mix and not about how loud its instrument happens to be; 0 for a silent part.
    /// </summary>
    public static float LevellingGain(ReadOnlySpan<float> track)
    {
        const int window = Studio.SampleRate / 10;
        double loudest = 0;
        for (int start = 0; start < track.Length; start += window)
        {
            double sum = 0;
            ReadOnlySpan<float> piece = track[start..Math.Min(track.Length, start + window)];
            foreach (float sample in piece)
                sum += sample * sample;
            loudest = Math.Max(loudest, sum / window);
        }
        return loudest < 1e-12 ? 0 : LevelTarget / (float)Math.Sqrt(loudest);
    }

    private static void Echo(Span<float> track, int delay, float feedback)
    {
        // Each repeat is a little duller, as on tape.
        float low = 0;
        for (int i = delay; i < track.Length; i++)
        {
            low += 0.5f * (track[i - delay] - low);
            track[i] += feedback * low;
        }
    }

    private static void Pump(Span<float> track, double beat, float depth)
    {
        for (int i = 0; i < track.Length; i++)
        {
            float within = (float)(i / beat % 1);
            track[i] *= 1 - depth * MathF.Exp(-5 * within);
        }
    }
}
