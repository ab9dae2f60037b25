using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>Compares a backbone with its reference when it is opened: first its weights' hash, then, once a process, its
/// embedding.</summary>
internal static class ReferenceCheck
{
    /// <summary>
    /// The largest difference, relative to the reference's largest magnitude, that is taken for rounding. Fifty layers of sums of some
    /// thousand products, each off by about √K · 2⁻²⁴, come to 1e-5 to 1e-4; what was found to be wrong was off by 1e-2 and more.
    /// </summary>
    public const double Tolerance = 1e-3;

    // What was right once in a process is right: processors do not change under it. References are few, a string or two each.
    private static readonly ConcurrentDictionary<BackboneReference, bool> Passed = new();

    /// <summary>Requires that the bytes are those that the reference was taken of.</summary>
    /// <param name="name">The backbone's name.</param>
    /// <param name="weights">The part of the file that the reference speaks of.</param>
    /// <param name="reference">The reference.</param>
    /// <exception cref="BackboneException">They are others.</exception>
    public static void RequireUndamaged(string name, ReadOnlySpan<byte> weights, BackboneReference reference)
    {
        if (reference.Sha256 is not { } expected)
            return;
        string found = Convert.ToHexStringLower(SHA256.HashData(weights));
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new BackboneException(
                $"The weights of backbone '{name}' are damaged, or not the file that its reference was taken of: their SHA-256 is {found} "
                + $"instead of {expected}. Copy or download the file again. For a network of your own, give it another name and its own "
                + $"description, without a reference.");
        }
    }

    /// <summary>Requires that a backbone gives the embedding of its reference, whose weights are known to be whole.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="embed">Computes the embedding of the synthetic input; a test plants a wrong one.</param>
    /// <exception cref="BackboneException">It gives another.</exception>
    public static void RequireRight(Backbone backbone, BackboneReference reference, Func<Backbone, float[]> embed)
    {
        if (Passed.ContainsKey(reference))
            return;
        float[] expected = reference.ReadEmbedding(), found = embed(backbone);
        if (expected.Length != found.Length)
        {
            throw new BackboneException(
                $"The reference of backbone '{backbone.Name}' has {expected.Length} values, and its embedding has {found.Length}. "
                + "If the description was changed on purpose, set its Reference to null.");
        }

        double difference = Difference(found, expected);
        if (!(difference <= Tolerance)) // NaN is wrong as well
        {
            throw new BackboneException(string.Create(
                CultureInfo.InvariantCulture,
                $"The backbone '{backbone.Name}' computes wrongly on this processor: its weights are undamaged, but the embedding of its "
                + $"reference input is off by {difference:g3} of the largest value (rounding explains {Tolerance}). Processor: "
                + $"{Processor.Name}; {Processor.InstructionSets}. Use another backbone or another machine, and tell the authors. If the "
                + $"description was changed on purpose, set its Reference to null."));
        }

        Passed[reference] = true;
    }

    /// <summary>Computes the largest difference, relative to the largest magnitude expected.</summary>
    public static double Difference(ReadOnlySpan<float> found, ReadOnlySpan<float> expected)
    {
        double difference = 0, largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double off = Math.Abs((double)found[i] - expected[i]);
            if (double.IsNaN(off))
                return off;
            difference = Math.Max(difference, off);
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return difference == 0 ? 0 : difference / largest;
    }
}
