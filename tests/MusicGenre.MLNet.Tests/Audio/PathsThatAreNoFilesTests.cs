using System.Diagnostics;
using System.Net.Sockets;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>What has a path and is no file: refused at once, or, if it is a pipe, read once and as long as the token allows.</summary>
[Platform(Exclude = "Win", Reason = "Windows has no such paths.")]
public sealed class PathsThatAreNoFilesTests
{
    private readonly TemporaryFolder _folder = new();
    private MusicGenreClassifier _classifier = null!;

    [OneTimeSetUp]
    public void Open() => _classifier = MusicGenreClassifier.Pretrained("rock", "jazz");

    [OneTimeTearDown]
    public void Clean()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [TestCase("/dev/zero")]
    [TestCase("/dev/null")]
    [TestCase("/dev/random")]
    [TestCase("/dev/tty")]
    [TestCase("/dev/ptmx")]
    [TestCase("/proc/kmsg")]
    [TestCase("/proc/self/mem")]
    [TestCase("/proc/self/maps")]
    [TestCase("/sys/kernel/tracing/trace_pipe")]
    [CancelAfter(20_000)]
    public void Devices_and_files_of_the_kernel_are_refused_at_once(string path)
    {
        if (!File.Exists(path))
            Assert.Ignore($"There is no {path} here.");
        string link = _folder.Combine($"{Guid.NewGuid():N}.wav");
        File.CreateSymbolicLink(link, path);
        foreach (string name in new[] { path, link })
        {
            Assert.That(() => AudioClip.FromFile(name), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("no file"));
            Assert.That(() => _classifier.Predict(name), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("no file"));
            Assert.That(() => SpectrogramImage.Load(name), Throws.InstanceOf<SpectrogramImageException>().With.Message.Contains("no file"));
            Assert.That(() => MusicGenreClassifier.Load(name), Throws.InstanceOf<ModelFileException>().With.Message.Contains("no file"));
        }
    }

    [Test]
    public void A_socket_is_refused_at_once()
    {
        string path = _folder.Combine("socket.wav");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.That(() => _classifier.Predict(path), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a socket"));
    }

    [Test]
    [CancelAfter(20_000)]
    public void A_pipe_that_nobody_writes_to_is_refused_by_every_way_in()
    {
        string pipe = Pipe();
        Assert.That(() => _classifier.Predict(pipe), Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a pipe to which nobody writes"));
        Assert.That(() => SpectrogramImage.Load(pipe), Throws.InstanceOf<SpectrogramImageException>());
        Assert.That(() => MusicGenreClassifier.Load(pipe), Throws.InstanceOf<ModelFileException>());
        Assert.That(PathKinds.Of(pipe), Is.EqualTo(PathKind.Pipe));
        Assert.That(PathKinds.Of(_folder.Path), Is.EqualTo(PathKind.Folder));
        Assert.That(PathKinds.Of(_folder.Combine("nowhere")), Is.EqualTo(PathKind.Nothing));
    }

    [Test]
    [CancelAfter(20_000)]
    public void A_writer_who_writes_nothing_is_waited_for_until_the_token_says_so([Values(0, 100)] int bytes)
    {
        string pipe = Pipe();
        // Open for both, so that it does not wait for a reader.
        using var writer = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        writer.Write(WavBuilder.Pcm16(22_050, 1, new short[22_050])[..bytes]);
        using var cancellation = new CancellationTokenSource(300);
        var clock = Stopwatch.StartNew();
        Assert.That(() => _classifier.Predict(pipe, cancellationToken: cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(clock.ElapsedMilliseconds, Is.GreaterThan(250), "it waited");
    }

    [Test]
    [CancelAfter(20_000)]
    public void A_picture_and_a_song_come_through_a_pipe([Values("png", "wav")] string kind)
    {
        AudioClip clip = ToneGenres.Compose("low", 3, 1);
        string file = _folder.Combine($"through.{kind}");
        if (kind == "png")
            SpectrogramImage.FromClip(clip).Save(file);
        else
            clip.SaveWav(file);
        string pipe = Pipe();
        Task writing = Task.Run(() => ExternalProgram.Succeed(_folder.Path, "sh", "-c", $"cat '{file}' > '{pipe}'"));
        // Opening for writing waits for a reader, who must not come before.
        Thread.Sleep(300);
        var options = new PredictOptions { AllowPictures = true };
        Assert.That(_classifier.Predict(pipe, options).Ranked, Is.EqualTo(_classifier.Predict(file, options).Ranked));
        writing.Wait();
    }

    private string Pipe()
    {
        string pipe = _folder.Combine($"pipe-{Guid.NewGuid():N}");
        ExternalProgram.Succeed(_folder.Path, "mkfifo", pipe);
        return pipe;
    }
}
