using CsCheck;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class RandomStreamTests
{
    [Test]
    public void Whole_numbers_stay_in_their_range() =>
        Gen.Select(Gen.Int, Gen.Int[-1000, 1000], Gen.Int[1, 5000]).Sample((seed, low, range) =>
        {
            int drawn = new RandomStream(seed, 3, 7).Next(low, low + range);
            return drawn >= low && drawn < low + range;
        });

    [Test]
    public void Streams_of_neighbouring_examples_epochs_and_seeds_differ()
    {
        double[] first =
        [
            .. from seed in Enumerable.Range(-3, 7)
               from epoch in Enumerable.Range(1, 7)
               from index in Enumerable.Range(-1, 7)
               select new RandomStream(seed, epoch, index).NextDouble(),
        ];
        Assert.That(first, Is.Unique);
        Assert.That(first.Average(), Is.EqualTo(0.5).Within(0.05));
    }

    [Test]
    public void Numbers_are_uniform()
    {
        var random = new RandomStream(1, 1, 1);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
            counts[random.Next(10)]++;
        // Chi-squared with 9 degrees of freedom: 27.9 is the 0.1 % point.
        Assert.That(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), Is.LessThan(27.9));
    }

    [Test]
    public void The_same_stream_is_the_same_stream()
    {
        var one = new RandomStream(5, 6, 7);
        var two = new RandomStream(5, 6, 7);
        Assert.That(Enumerable.Range(0, 10).Select(_ => one.Next()), Is.EqualTo(Enumerable.Range(0, 10).Select(_ => two.Next()).ToArray()));
    }
}
