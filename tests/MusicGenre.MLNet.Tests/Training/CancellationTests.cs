using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Training;

[NonParallelizable]
public class CancellationTests
{
    [Test]
    public void Train_cancelled_while_looking_at_files_stops_within_the_files_at_hand_and_leaves_no_half_written_file()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 20);
        using var source = new CancellationTokenSource();
        int looked = 0;
        var progress = new InlineProgress<TrainProgress>(p =>
        {
            if (p.Stage == TrainStage.Embedding && Interlocked.Increment(ref looked) == 3)
                source.Cancel();
        });
        var options = new TrainOptions { WorkspacePath = folder.Combine("cache"), MaxDegreeOfParallelism = 2 };

        Assert.That(
            () => MusicGenreClassifier.Train(data, options, progress, source.Token), Throws.InstanceOf<OperationCanceledException>());

        // The one other file that was at hand may have been finished.
        Assert.That(looked, Is.LessThanOrEqualTo(4));
        Assert.That(Directory.GetFiles(folder.Combine("cache"), "*.tmp", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Train_cancelled_before_does_nothing()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 2);

        Assert.That(
            () => MusicGenreClassifier.Train(
                data, new TrainOptions { WorkspacePath = folder.Combine("cache") }, null, new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.Exists(folder.Combine("cache")), Is.False);
    }

    [Test]
    public void Train_async_cancelled_is_a_cancelled_task()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 2);

        Task task = MusicGenreClassifier.TrainAsync(data, cancellationToken: new CancellationToken(true));

        Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
    }
}
