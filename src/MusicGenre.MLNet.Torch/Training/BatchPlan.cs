using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Which examples are in which batch of an epoch: every example once, in an order that only the seed and the epoch decide.</summary>
internal static class BatchPlan
{
    /// <summary>Batches of an epoch. A last batch of one example is joined to the batch before: batch normalisation has no statistics of one.</summary>
    public static int Count(int examples, int batchSize)
    {
        int whole = examples / batchSize;
        int rest = examples % batchSize;
        return rest == 0 || (rest == 1 && whole > 0) ? whole : whole + 1;
    }

    /// <summary>The indices of every batch of one epoch.</summary>
    public static IReadOnlyList<int[]> Of(int examples, int batchSize, int seed, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, examples)];
        var random = new RandomStream(seed, epoch, -1);
        for (int i = examples - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int count = Count(examples, batchSize);
        var batches = new int[count][];
        for (int b = 0; b < count; b++)
            batches[b] = order[(b * batchSize)..(b == count - 1 ? examples : (b + 1) * batchSize)];
        return batches;
    }
}
