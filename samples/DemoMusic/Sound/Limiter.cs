namespace DemoMusic.Sound;

/// <summary>Keeps a recording below full scale by bending its peaks instead of cutting them.</summary>
internal static class Limiter
{
    /// <summary>No sample comes out larger than this.</summary>
    public const float Ceiling = 0.97f;

    private const float Knee = 0.65f;

    /// <summary>Bends every sample beyond the knee towards the ceiling; smaller ones stay as they are.</summary>
    public static void Process(Span<float> signal)
    {
        foreach (ref float sample in signal)
        {
            float size = Math.Abs(sample);
            if (size > Knee)
                sample = MathF.CopySign(Knee + (Ceiling - Knee) * MathF.Tanh((size - Knee) / (Ceiling - Knee)), sample);
        }
    }
}
