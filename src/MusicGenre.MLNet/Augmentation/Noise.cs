using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>Makes noise.</summary>
internal static class Noise
{
    // J. O. Smith, "Spectral Audio Signal Processing", section "Example: Synthesis of 1/F Noise (Pink Noise)": three poles and three zeros.
    private static readonly double[] PinkZeros = [0.049922035, -0.095993537, 0.050612699, -0.004408786];
    private static readonly double[] PinkPoles = [1, -2.494956002, 2.017265875, -0.522189400];

    // What the filter needs to forget that it began from nothing (the same source).
    private const int PinkSettling = 1430;

    /// <summary>Noise of a certain power.</summary>
    /// <param name="length">Number of samples.</param>
    /// <param name="color">How it is spread over the frequencies.</param>
    /// <param name="rms">Its root mean square, exactly.</param>
    /// <param name="random">Where it comes from.</param>
    public static float[] Make(int length, NoiseColor color, double rms, RandomStream random)
    {
        var drawn = new double[length + (color == NoiseColor.Pink ? PinkSettling : 0)];
        Normal.Samples(random, drawn, 0, 1);
        if (color == NoiseColor.Pink)
            TurnPink(drawn);
        var noise = new float[length];
        TensorPrimitives.ConvertTruncating<double, float>(drawn.AsSpan(drawn.Length - length), noise);
        double power = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(noise) / Math.Max(1, length));
        if (power > 0)
            TensorPrimitives.Multiply<float>(noise, (float)(rms / power), noise);
        return noise;
    }

    private static void TurnPink(double[] values)
    {
        double x1 = 0, x2 = 0, x3 = 0, y1 = 0, y2 = 0, y3 = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double x = values[i];
            double y = PinkZeros[0] * x + PinkZeros[1] * x1 + PinkZeros[2] * x2 + PinkZeros[3] * x3
                - PinkPoles[1] * y1 - PinkPoles[2] * y2 - PinkPoles[3] * y3;
            (x3, x2, x1, y3, y2, y1) = (x2, x1, x, y2, y1, y);
            values[i] = y;
        }
    }
}
