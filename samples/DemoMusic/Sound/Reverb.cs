namespace DemoMusic.Sound;

/// <summary>
/// A room: parallel damped combs and all-passes in series (M. R. Schroeder, "Natural sounding artificial reverberation", 1962).
/// </summary>
internal static class Reverb
{
    private static readonly int[] CombLengths = [557, 593, 641, 677, 709, 743];
    private static readonly int[] AllPassLengths = [277, 223, 113];

    /// <summary>The room's answer to a signal.</summary>
    /// <param name="input">What is played in the room.</param>
    /// <param name="seconds">Reverberation time, to −60 dB.</param>
    public static float[] Process(ReadOnlySpan<float> input, double seconds)
    {
        var output = new float[input.Length];
        foreach (int length in CombLengths)
            Comb(input, output, length, (float)Math.Pow(0.001, length / (seconds * Studio.SampleRate)));
        foreach (int length in AllPassLengths)
            AllPass(output, length);
        return output;
    }

    private static void Comb(ReadOnlySpan<float> input, Span<float> output, int length, float feedback)
    {
        const float damping = 0.35f;
        var line = new float[length];
        float low = 0;
        for (int i = 0, at = 0; i < input.Length; i++)
        {
            float delayed = line[at];
            output[i] += delayed / CombLengths.Length;
            low = delayed + damping * (low - delayed);
            line[at] = input[i] + feedback * low;
            if (++at == length)
                at = 0;
        }
    }

    private static void AllPass(Span<float> signal, int length)
    {
        const float gain = 0.6f;
        var line = new float[length];
        for (int i = 0, at = 0; i < signal.Length; i++)
        {
            float delayed = line[at];
            float inner = signal[i] + gain * delayed;
            signal[i] = delayed - gain * inner;
            line[at] = inner;
            if (++at == length)
                at = 0;
        }
    }
}
