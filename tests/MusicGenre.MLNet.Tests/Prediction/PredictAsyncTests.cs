using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Prediction;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Prediction;

public class PredictAsyncTests
{
    private TrainedToneClassifier _trained = null!;

    private IMusicGenreClassifier Classifier => _trained.Classifier;

    [OneTimeSetUp]
    public void Train() => _trained = new TrainedToneClassifier();

    [OneTimeTearDown]
    public void CleanUp() => _trained.Dispose();

    [Test]
    public async Task Path_stream_bytes_and_clip_give_the_same_answer()
    {
        string file = _trained.Files[0];
        byte[] bytes = File.ReadAllBytes(file);
        IReadOnlyList<GenreProbability> expected = Classifier.Predict(file).Ranked;
        using FileStream stream = File.OpenRead(file);
        using var body = new AsyncOnlyStream(bytes);

        Assert.That((await Classifier.PredictAsync(file)).Ranked, Is.EqualTo(expected));
        Assert.That((await Classifier.PredictAsync(stream)).Ranked, Is.EqualTo(expected));
        Assert.That((await Classifier.PredictAsync(body)).Ranked, Is.EqualTo(expected));
        Assert.That(body.IsDisposed, Is.False);
        Assert.That((await Classifier.PredictAsync(bytes)).Ranked, Is.EqualTo(expected));
        Assert.That((await Classifier.PredictAsync(AudioClip.FromFile(file))).Ranked, Is.EqualTo(expected));
        Assert.That(Classifier.Predict(bytes).Ranked, Is.EqualTo(expected));
    }

    [Test]
    public async Task Bytes_within_a_larger_array_and_a_stream_in_its_middle_are_read_from_there()
    {
        byte[] bytes = File.ReadAllBytes(_trained.Files[0]), padded = [.. new byte[100], .. bytes, .. new byte[50]];
        IReadOnlyList<GenreProbability> expected = Classifier.Predict(bytes).Ranked;
        using var stream = new MemoryStream(padded, 0, 100 + bytes.Length) { Position = 100 };

        Assert.That(Classifier.Predict(padded.AsMemory(100, bytes.Length)).Ranked, Is.EqualTo(expected));
        Assert.That((await Classifier.PredictAsync(stream)).Ranked, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_spectrogram_in_the_body_of_a_request_is_predicted()
    {
        byte[] png = SpectrogramImage.FromClip(ToneGenres.Compose("high", 4, 77)).ToPng();

        Assert.That((await Classifier.PredictAsync(new AsyncOnlyStream(png), new PredictOptions { AllowPictures = true })).Genre, Is.EqualTo("high"));
    }

    [Test]
    public void The_body_of_a_request_that_is_no_music_says_so()
    {
        Assert.That(
            async () => await Classifier.PredictAsync(new AsyncOnlyStream([])),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("empty"));
        Assert.That(
            async () => await Classifier.PredictAsync(new AsyncOnlyStream("no music"u8.ToArray())),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("text"));
        Assert.That(async () => await Classifier.PredictAsync((Stream)null!), Throws.TypeOf<ArgumentNullException>());
        using var closed = new MemoryStream();
        closed.Dispose();
        Assert.That(async () => await Classifier.PredictAsync(closed), Throws.TypeOf<ArgumentException>());
    }

    [Test]
    public void A_sender_who_never_goes_on_is_left_when_the_call_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var waiting = new AsyncOnlyStream(File.ReadAllBytes(_trained.Files[0])) { BeforeRead = Wait };

        Assert.That(
            async () => await Classifier.PredictAsync(waiting, cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());

        async Task Wait(CancellationToken token)
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Test]
    public void An_error_of_the_sender_reaches_the_caller()
    {
        var broken = new AsyncOnlyStream([1, 2, 3]) { BeforeRead = _ => throw new IOException("gone") };

        Assert.That(
            async () => await Classifier.PredictAsync(broken), Throws.TypeOf<IOException>().With.Message.EqualTo("gone"));
    }

    [TestCase(1 << 20, TestName = "A_short_stream_is_copied_to_memory")]
    [TestCase(1000, TestName = "A_long_stream_is_copied_to_a_file_that_has_no_name_any_more")]
    public async Task Copy(int maxMemoryBytes)
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        string[] before = Directory.GetFiles(Path.GetTempPath(), $"musicgenre-{Environment.ProcessId}-*");

        (Stream copy, bool isCopy) = await StreamCopy.CreateAsync(new AsyncOnlyStream(bytes), default, maxMemoryBytes);

        using (copy)
        {
            Assert.That(isCopy);
            Assert.That(copy, Is.InstanceOf(maxMemoryBytes < bytes.Length ? typeof(FileStream) : typeof(MemoryStream)));
            Assert.That((copy.CanSeek, copy.Position, copy.Length), Is.EqualTo((true, 0L, (long)bytes.Length)));
            var read = new byte[bytes.Length];
            copy.ReadExactly(read);
            Assert.That(read, Is.EqualTo(bytes));
            if (!OperatingSystem.IsWindows())
                Assert.That(Directory.GetFiles(Path.GetTempPath(), $"musicgenre-{Environment.ProcessId}-*"), Is.SubsetOf(before));
        }
        Assert.That(
            async () => await StreamCopy.CreateAsync(new AsyncOnlyStream(bytes), default, maxMemoryBytes, maxBytes: 200_000),
            Throws.TypeOf<AudioFormatException>().With.Message.Contains("200,000 bytes"));
    }

    [Test]
    public async Task Many_files_answer_in_order_with_errors_in_place()
    {
        string bad = _trained.Folder.Combine("bad.wav");
        File.WriteAllText(bad, "not a song");
        string[] files = [_trained.Files[0], bad, .. _trained.Files, "nowhere.wav", "", _trained.Files[1]];

        List<PredictionResult> answers = await Classifier.PredictManyAsync(files).ToListAsync();

        Assert.That(answers.Select(a => a.Path), Is.EqualTo(files));
        Assert.That(answers.Where(a => !a.Succeeded).Select(a => a.Path), Is.EqualTo(new[] { bad, "nowhere.wav", "" }));
        Assert.That(answers[0].Prediction!.Ranked, Is.EqualTo(Classifier.Predict(files[0]).Ranked));
    }

    [Test]
    [Platform("Linux")] // Where a pipe can be opened before anybody reads it.
    public async Task One_file_that_takes_long_does_not_hold_up_the_others_when_they_need_no_order()
    {
        string slow = _trained.Folder.Combine("slow.wav");
        ExternalProgram.Succeed(_trained.Folder.Path, ["mkfifo", slow]);
        string[] others = [.. Enumerable.Repeat(_trained.Files, 3).SelectMany(f => f)];
        var done = new List<string>();

        // Who reads the pipe waits until something is written to it.
        using var writer = new FileStream(slow, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        await foreach (PredictionResult result in Classifier.PredictManyAsync([slow, .. others], new PredictOptions { Ordered = false }))
        {
            Assert.That(result.Succeeded, result.Error);
            done.Add(result.Path);
            if (done.Count == others.Length)
                Write();
        }

        Assert.That(done[^1], Is.EqualTo(slow));
        Assert.That(done[..^1], Is.EquivalentTo(others));

        void Write()
        {
            writer.Write(File.ReadAllBytes(_trained.Files[0]));
            writer.Dispose();
        }
    }

    [Test]
    public async Task Who_leaves_early_has_read_only_a_little_ahead([Values] bool ordered)
    {
        int read = 0, taken = 0;
        IEnumerable<string> Files()
        {
            while (true)
            {
                read++;
                yield return _trained.Files[0];
            }
        }

        await foreach (PredictionResult _ in Classifier.PredictManyAsync(
            Files(), new PredictOptions { Ordered = ordered, MaxDegreeOfParallelism = 2 }))
            if (++taken == 5)
                break;

        Assert.That(read, Is.LessThanOrEqualTo(5 + 4));
    }

    [Test]
    public void Many_files_cancelled_by_either_token_throw([Values] bool withCancellation)
    {
        using var source = new CancellationTokenSource();

        Assert.That(
            async () =>
            {
                IEnumerable<string> files = Enumerable.Repeat(_trained.Files[0], 1000);
                CancellationToken given = withCancellation ? default : source.Token, later = withCancellation ? source.Token : default;
                await foreach (PredictionResult _ in Classifier.PredictManyAsync(files, null, given).WithCancellation(later))
                    await source.CancelAsync();
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_call_that_is_cancelled_before_it_begins_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        string file = _trained.Files[0];
        byte[] bytes = File.ReadAllBytes(file);
        AudioClip clip = AudioClip.FromFile(file);

        Assert.Multiple(() =>
        {
            Assert.That(() => Classifier.Predict(file, cancellationToken: cancelled), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => Classifier.Predict(bytes, cancellationToken: cancelled), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => Classifier.Predict(clip, cancellationToken: cancelled), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(
                async () => await Classifier.PredictAsync(file, cancellationToken: cancelled),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(
                async () => await Classifier.PredictAsync(new MemoryStream(bytes), cancellationToken: cancelled),
                Throws.InstanceOf<OperationCanceledException>());
        });
    }
}
