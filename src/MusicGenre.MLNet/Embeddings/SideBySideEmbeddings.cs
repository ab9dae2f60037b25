namespace MusicGenre.MLNet.Embeddings;

/// <summary>
/// Puts the embeddings that several backbones give of one track side by side. The segments are those of the first; the values of another
/// backbone are the mean of those of its segments that overlap one, each weighted by how long it does, or those of the nearest segment. The
/// track's embedding holds what each backbone would give by itself.
/// </summary>
internal static class SideBySideEmbeddings
{
    /// <summary>Joins the embeddings.</summary>
    /// <param name="parts">The embeddings that each backbone gives, at least one.</param>
    public static SegmentEmbeddings Join(IReadOnlyList<SegmentEmbeddings> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        int size = parts.Sum(part => part.Size);
        IReadOnlyList<SegmentTime> times = parts[0].Times;
        var values = new float[times.Count * size];
        for (int segment = 0; segment < times.Count; segment++)
        {
            Span<float> row = values.AsSpan(segment * size, size);
            parts[0][segment].CopyTo(row);
            for (int part = 1, begin = parts[0].Size; part < parts.Count; begin += parts[part++].Size)
                During(parts[part], times[segment], row.Slice(begin, parts[part].Size));
        }
        return new SegmentEmbeddings(values, size, times, [.. parts.SelectMany(part => part.Mean())]);
    }

    private static void During(SegmentEmbeddings part, SegmentTime time, Span<float> values)
    {
        double[] overlaps =
            [.. part.Times.Select(other => (double)Math.Max(0, (Earlier(other.End, time.End) - Later(other.Start, time.Start)).Ticks))];
        double sum = overlaps.Sum();
        if (sum == 0)
            (overlaps[Nearest(part.Times, time)], sum) = (1, 1);
        for (int other = 0; other < overlaps.Length; other++)
        {
            if (overlaps[other] == 0)
                continue;
            float weight = (float)(overlaps[other] / sum);
            ReadOnlySpan<float> embedding = part[other];
            for (int i = 0; i < values.Length; i++)
                values[i] += weight * embedding[i];
        }
    }

    private static int Nearest(IReadOnlyList<SegmentTime> times, SegmentTime time)
        => times.Index().MinBy(other => (Middle(other.Item) - Middle(time)).Duration()).Index;

    private static TimeSpan Middle(SegmentTime time) => (time.Start + time.End) / 2;

    private static TimeSpan Earlier(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private static TimeSpan Later(TimeSpan first, TimeSpan second) => first > second ? first : second;
}
