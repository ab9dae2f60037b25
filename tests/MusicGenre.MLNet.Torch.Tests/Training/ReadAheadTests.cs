using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

[NonParallelizable]
public sealed class ReadAheadTests
{
    [Test]
    public void What_goes_wrong_in_the_background_reaches_the_taker()
        => Assert.That(
            () => ReadAhead.Of(2, i => i == 0 ? i : throw new IndexOutOfRangeException(), CancellationToken.None).Count(),
            Throws.TypeOf<IndexOutOfRangeException>());

    [Test]
    public void Never_more_wait_than_are_allowed_and_nothing_goes_on_once_they_are_abandoned()
    {
        int begun = 0, ended = 0;
        int Make(int place)
        {
            Interlocked.Increment(ref begun);
            Thread.Sleep(1);
            Interlocked.Increment(ref ended);
            return place;
        }

        int[] taken = [.. ReadAhead.Of(100_000, Make, CancellationToken.None).Take(3)];

        Assert.That(taken, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(begun, Is.LessThanOrEqualTo(3 + ReadAhead.Most));
        Assert.That(ended, Is.EqualTo(begun), "nothing goes on in the background");
    }

    [Test]
    public void It_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        Assert.That(
            () =>
            {
                foreach (int place in ReadAhead.Of(100, i => i, cancel.Token))
                    if (place == 5)
                        cancel.Cancel();
            },
            Throws.InstanceOf<OperationCanceledException>());
    }
}
