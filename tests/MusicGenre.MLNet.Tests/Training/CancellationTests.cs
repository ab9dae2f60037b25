using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Tests.Training;

[NonParallelizable]
public class CancellationTests
{
    [Test]
    public void Train_CancelledWhileLookingAtFiles_StopsWithinTheFilesAtHandAndLeavesNoHalfWrittenFile()
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
    public void Train_CancelledBefore_DoesNothing()
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
    public void TrainAsync_Cancelled_IsACancelledTask()
    {
        using var folder = new TemporaryFolder();
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 2);

        Task task = MusicGenreClassifier.TrainAsync(data, cancellationToken: new CancellationToken(true));

        Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
    }
}
