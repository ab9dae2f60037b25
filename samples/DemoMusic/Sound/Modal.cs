namespace DemoMusic.Sound;

/// <summary>Struck things: each way in which they swing is a sine that dies away.</summary>
internal static class Modal
{
    /// <summary>Adds one damped sine, computed by its two-term recurrence. A frequency that cannot be represented adds nothing.</summary>
    /// <param name="output">The track from the stroke on.</param>
    /// <param name="hertz">Frequency in hertz.</param>
    /// <param name="amplitude">Amplitude at the stroke.</param>
    /// <param name="decay">Seconds in which it falls by 60 dB.</param>
    public static void Ring(Span<float> output, double hertz, double amplitude, double decay)
    {
        if (hertz >= 0.47 * Studio.SampleRate || amplitude == 0)
            return;
        double radius = Math.Pow(0.001, 1 / (decay * Studio.SampleRate));
        double angle = 2 * Math.PI * hertz / Studio.SampleRate;
        double c1 = 2 * radius * Math.Cos(angle), c2 = radius * radius;
        double last = 0, current = amplitude * Math.Sin(angle);
        // Below −90 dB nobody hears it.
        int length = Math.Min(output.Length, (int)(1.5 * decay * Studio.SampleRate));
        for (int i = 0; i < length; i++)
        {
            output[i] += (float)current;
            (last, current) = (current, c1 * current - c2 * last);
        }
    }
}
