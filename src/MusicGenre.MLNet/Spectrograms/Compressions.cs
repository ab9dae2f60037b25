using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The formulas of <see cref="MelCompression"/>, in place and in one pass, eight values at a time.</summary>
internal static class Compressions
{
    // librosa.power_to_db's amin; amplitude_to_db's 1e-5 is the same amplitude.
    private const float SmallestPower = 1e-10f;
    private const float SmallestAmplitude = 1e-5f;

    private const float LeastOffset = 1e-30f;

    private interface IFormula
    {
        Vector256<float> Of(Vector256<float> mel);
    }

    private interface ILn
    {
        static abstract Vector256<float> Of(Vector256<float> x);
    }

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
                ToLogarithm(values, options, 1);
                break;
            case MelCompression.Log10:
                ToLogarithm(values, options, 1 / Math.Log(10));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Compression, "No such compression.");
        }
    }

    private static void ToDecibels(Span<float> values, float max, MelOptions options)
    {
        float smallest = options.Power == 2 ? SmallestPower : SmallestAmplitude;
        if (max <= smallest)
            values.Fill(-options.DynamicRange);
        else
            ForAll(values, new Decibels(smallest, max, options));
    }

    private static void ToLogarithm(Span<float> values, MelOptions options, double perLn)
    {
        // Powers are not negative: with a positive factor and an offset of some size, every argument is a normal number.
        if (options.LogOffset >= LeastOffset && options.LogFactor >= 0)
            ForAll(values, new Logarithm<OfNormal>(options, perLn));
        else
            ForAll(values, new Logarithm<OfAny>(options, perLn));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForAll<TFormula>(Span<float> values, TFormula formula)
        where TFormula : struct, IFormula
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            formula.Of(Vector256.LoadUnsafe(ref first, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        // The rest goes the same way, so that equal values stay equal wherever they stand.
        Span<float> rest = stackalloc float[Vector256<float>.Count];
        rest.Fill(1);
        values[i..].CopyTo(rest);
        formula.Of(Vector256.Create<float>(rest)).CopyTo(rest);
        rest[..(values.Length - i)].CopyTo(values[i..]);
    }

    /// <summary>librosa.power_to_db: 10·log10(max(amin, S)) − 10·log10(max(amin, ref)), not below the largest − top_db.</summary>
    private readonly struct Decibels : IFormula
    {
        private readonly Vector256<float> _smallest, _logOfMax, _perLn, _floor;

        public Decibels(float smallest, float max, MelOptions options)
        {
            _smallest = Vector256.Create(smallest);
            // By the same routine as all others, so that the maximum itself becomes exactly 0.
            _logOfMax = NaturalLogarithm.Of(Vector256.Create(max));
            _perLn = Vector256.Create((float)((options.Power == 2 ? 10 : 20) / Math.Log(10)));
            _floor = Vector256.Create(-options.DynamicRange);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Of(Vector256<float> mel)
            => Vector256.Max(_perLn * (NaturalLogarithm.Of(Vector256.Max(mel, _smallest)) - _logOfMax), _floor);
    }

    /// <summary>(log(factor·S + offset) + shift)·scale.</summary>
    private readonly struct Logarithm<TLn>(MelOptions options, double perLn) : IFormula
        where TLn : ILn
    {
        private readonly Vector256<float> _factor = Vector256.Create(options.LogFactor);
        private readonly Vector256<float> _offset = Vector256.Create(options.LogOffset);
        private readonly Vector256<float> _perLn = Vector256.Create((float)(perLn * options.OutputScale));
        private readonly Vector256<float> _shift = Vector256.Create(options.OutputShift * options.OutputScale);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Of(Vector256<float> mel) => TLn.Of(_factor * mel + _offset) * _perLn + _shift;
    }

    /// <summary>ln of positive normal numbers.</summary>
    private readonly struct OfNormal : ILn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Of(Vector256<float> x) => NaturalLogarithm.Of(x);
    }

    /// <summary>ln of any number.</summary>
    private readonly struct OfAny : ILn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Of(Vector256<float> x) => Vector256.Log(x);
    }
}
