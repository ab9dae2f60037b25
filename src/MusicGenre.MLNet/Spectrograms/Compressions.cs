using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The formulas of <see cref="MelCompression"/>, in place.</summary>
internal static class Compressions
{
    // librosa.power_to_db's amin; amplitude_to_db's 1e-5 is the same amplitude.
    private const float SmallestPower = 1e-10f;
    private const float SmallestAmplitude = 1e-5f;

    /// <summary>Compresses mel values.</summary>
    /// <param name="values">Mel values, overwritten.</param>
    /// <param name="max">The largest of them.</param>
    /// <param name="options">Which formula, with its constants.</param>
    public static void Apply(Span<float> values, float max, MelOptions options)
    {
        switch (options.Compression)
        {
            case MelCompression.None:
                break;
            case MelCompression.Decibels:
                ToDecibels(values, max, options);
                break;
            case MelCompression.NaturalLog:
                Logarithm(values, options, 1);
                break;
            case MelCompression.Log10:
                Logarithm(values, options, 1 / Math.Log(10));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Compression, "No such compression.");
        }
    }

    /// <summary>librosa.power_to_db: 10·log10(max(amin, S)) − 10·log10(max(amin, ref)), not below the largest − top_db.</summary>
    private static void ToDecibels(Span<float> values, float max, MelOptions options)
    {
        float smallest = options.Power == 2 ? SmallestPower : SmallestAmplitude;
        if (max <= smallest)
        {
            values.Fill(-options.DynamicRange);
            return;
        }
        double perLn = (options.Power == 2 ? 10 : 20) / Math.Log(10);
        TensorPrimitives.Max(values, smallest, values);
        TensorPrimitives.Log(values, values);
        // The maximum itself must become exactly 0, so it takes the same way: no second logarithm function that could differ in a last bit.
        Span<float> reference = [max];
        TensorPrimitives.Log(reference, reference);
        TensorPrimitives.Subtract(values, reference[0], values);
        TensorPrimitives.Multiply(values, (float)perLn, values);
        TensorPrimitives.Max(values, -options.DynamicRange, values);
    }

    private static void Logarithm(Span<float> values, MelOptions options, double perLn)
    {
        if (options.LogFactor != 1)
            TensorPrimitives.Multiply(values, options.LogFactor, values);
        TensorPrimitives.Add(values, options.LogOffset, values);
        TensorPrimitives.Log(values, values);
        // (ln·perLn + shift)·scale in two steps.
        TensorPrimitives.Multiply(values, (float)(perLn * options.OutputScale), values);
        if (options.OutputShift != 0)
            TensorPrimitives.Add(values, options.OutputShift * options.OutputScale, values);
    }
}
