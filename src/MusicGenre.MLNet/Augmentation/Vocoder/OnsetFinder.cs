using System.Numerics.Tensors;

namespace MusicGenre.MLNet.Augmentation.Vocoder;

/// <summary>Finds attacks: places where the energy of the high frequencies suddenly becomes several times what it was.</summary>
internal static class OnsetFinder
{
    // A rise by 9 dB over the mean of the eight blocks before, and above a tenth of the clip's mean, so that noise in a pause is none.
    private const double Rise = 8;
    private const double LeastShare = 0.1;
    private const int History = 8;

    /// <summary>The attacks' places in samples, in order.</summary>
    /// <param name="samples">The signal.</param>
    /// <param name="block">Resolution in samples.</param>
    public static IReadOnlyList<int> Find(ReadOnlySpan<float> samples, int block)
    {
        double[] energies = Energies(samples, block);
        if (energies.Length <= History)
            return [];
        double floor = LeastShare * energies.Average();
        var onsets = new List<int>();
        double before = energies[..History].Sum();
        for (int m = History; m < energies.Length; m++)
        {
            bool rises = energies[m] > floor && energies[m] > Rise * (before / History + 1e-3 * floor);
            if (rises && (onsets.Count == 0 || m * block - onsets[^1] > History * block))
                onsets.Add(m * block);
            before += energies[m] - energies[m - History];
        }
        return onsets;
    }

    // Of the first difference, which is the louder the higher a frequency is.
    private static double[] Energies(ReadOnlySpan<float> samples, int block)
    {
        var energies = new double[Math.Max(0, (samples.Length - 1) / block)];
        var difference = new float[block];
        for (int m = 0; m < energies.Length; m++)
        {
            TensorPrimitives.Subtract(samples.Slice(m * block + 1, block), samples.Slice(m * block, block), difference);
            energies[m] = TensorPrimitives.SumOfSquares<float>(difference);
        }
        return energies;
    }
}
