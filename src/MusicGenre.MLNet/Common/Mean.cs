namespace MusicGenre.MLNet.Common;

/// <summary>The mean of vectors.</summary>
internal static class Mean
{
    /// <summary>Computes the mean of vectors of one length, slot by slot.</summary>
    public static float[] Of(IReadOnlyList<float[]> vectors) => Of(vectors.Count, vectors[0].Length, i => vectors[i]);

    /// <summary>Computes the mean of <paramref name="count"/> vectors of <paramref name="size"/> values.</summary>
    // Plain loops: a general library's routines take a program far longer to compile than these few values to add up.
    public static float[] Of(int count, int size, Func<int, ReadOnlySpan<float>> vector)
    {
        var mean = new float[size];
        for (int v = 0; v < count; v++)
        {
            ReadOnlySpan<float> values = vector(v);
            for (int i = 0; i < mean.Length; i++)
                mean[i] += values[i];
        }
        for (int i = 0; i < mean.Length; i++)
            mean[i] /= count;
        return mean;
    }
}
