using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>ffmpeg ends when it is no longer needed, nothing stays behind, and its absence is one clear error.</summary>
[NonParallelizable]
public sealed class FfmpegProcessTests
{
    private const int Minutes = 20;

    private readonly TemporaryFolder _folder = new();
    private string _long = "";

    [OneTimeSetUp]
    public void MakeLongFile()
    {
        _long = _folder.Combine("long.flac");
        Ffmpeg.Run("-f", "lavfi", "-i", $"sine=440:d={60 * Minutes}:r=44100", _long);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TearDown]
    public void NothingStaysBehind()
    {
        Assert.That(Ffmpeg.Children(), Is.Empty, "ffmpeg processes");
        Assert.That(Spooled(), Is.Empty, "temporary files");
    }

    private static string[] Spooled() => Directory.GetFileSystemEntries(Path.GetTempPath(), $"musicgenre-{ProcessMark.Own}-*");

    [Test]
    public void Disposing_in_mid_stream_ends_ffmpeg([Values] bool fromStream)
    {
        using Stream file = File.OpenRead(_long);
        using (AudioStream audio = fromStream ? AudioStream.Open(file) : AudioStream.Open(_long))
        {
            Assert.That(audio.Read(new float[44100]), Is.EqualTo(44100));
            Assert.That(Ffmpeg.Children(), Has.Length.EqualTo(1), "it waits for the reader");
            Assert.That(Spooled(), Has.Length.EqualTo(fromStream ? 1 : 0), "only a stream is copied");
        }
        Assert.That(file.CanRead, Is.True, "the caller's stream stays open");
        Assert.That(Ffmpeg.Children(), Is.Empty);
    }

    [Test]
    public void A_slow_reader_gets_everything()
    {
        long total = 0;
        using AudioStream audio = AudioStream.Open(_long);
        var block = new float[1 << 18];
        for (int count; (count = audio.Read(block)) > 0;)
        {
            total += count;
            if (total == block.Length)
                Ffmpeg.WaitUntilItWaits();
        }
        Assert.That(total, Is.EqualTo(60L * Minutes * 44100));
        Assert.That(audio.Read(block), Is.Zero, "the end stays the end");
    }

    [Test]
    [Category(Categories.Memory)]
    public void Memory_stays_bounded_however_long_the_file_is()
    {
        using AudioStream audio = AudioStream.Open(_long, 22050);
        var block = new float[4096];
        for (int i = 0; i < 200; i++)
            audio.Read(block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = 0;
        for (int count; (count = audio.Read(block)) > 0;)
            total += count;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(total, Is.GreaterThan(60L * Minutes * 22050 - 1_000_000));
        Assert.That(allocated, Is.LessThan(200_000), "bytes for 20 minutes");
    }

    [Test]
    public void Cancelling_stops_a_read_in_progress()
    {
        using var cancellation = new CancellationTokenSource();
        using AudioStream audio = AudioStream.Open(_long, 22050, cancellation.Token);
        var block = new float[4096];
        Assert.That(audio.Read(block), Is.EqualTo(4096));
        cancellation.Cancel();
        Assert.That(() => audio.Read(new float[1 << 20]), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Cancelling_from_another_thread_stops_reading_a_whole_clip()
    {
        using var cancellation = new CancellationTokenSource(150);
        Assert.That(() =>
        {
            while (true)
                AudioClip.FromFile(_long, 16000, cancellation.Token);
        }, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_cancelled_token_starts_nothing() =>
        Assert.That(() => AudioStream.Open(_long, null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void A_stream_of_the_caller_that_fails_says_so_itself()
    {
        using var broken = new BrokenStream(File.ReadAllBytes(_long), good: 300_000);
        Assert.That(() => AudioClip.FromStream(broken), Throws.InstanceOf<IOException>().With.Message.EqualTo("the cable fell out"));
    }

    [Test]
    public void A_stream_is_copied_up_to_a_limit([Values] bool canSeek, [Values] bool fits)
    {
        byte[] bytes = File.ReadAllBytes(_long);
        Stream stream = canSeek ? new MemoryStream(bytes) : new ForwardOnlyStream(bytes, 100_000);
        AudioSource source = AudioSource.FromStream(stream, default) with { SpoolLimit = fits ? bytes.Length : bytes.Length - 1 };
        if (fits)
        {
            using AudioStream audio = AudioOpener.Open(source, null);
            Assert.That(audio.SampleRate, Is.EqualTo(44100));
        }
        else
        {
            Assert.That(() => AudioOpener.Open(source, null), Throws.InstanceOf<AudioFormatException>()
                .With.Message.Contains($"more than {bytes.Length - 1:N0} bytes").And.Message.Contains("Save it to a file"));
        }
    }

    [Test]
    public void Cancelling_stops_the_copying_of_a_stream()
    {
        using var cancellation = new CancellationTokenSource();
        using var stream = new CancellingStream(File.ReadAllBytes(_long), good: 300_000, cancellation);
        Assert.That(() => AudioStream.Open(stream, null, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Many_threads_decode_at_once()
    {
        string[] files = Enumerable.Range(0, 24).Select(i => _folder.Combine($"short{i}.ogg")).ToArray();
        Ffmpeg.Run("-f", "lavfi", "-i", "sine=440:d=1:r=22050", files[0]);
        foreach (string file in files.Skip(1))
            File.Copy(files[0], file, overwrite: true);
        float[] expected = AudioClip.FromFile(files[0]).Samples.ToArray();
        Assert.That(expected, Has.Length.EqualTo(22050));
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, file =>
        {
            if (!AudioClip.FromFile(file).Samples.Span.SequenceEqual(expected))
                throw new InvalidOperationException($"{file} differs.");
        });
    }

    [Test]
    public void Without_ffmpeg_the_error_says_what_needed_it_and_how_to_get_it()
    {
        AudioSource source = AudioSource.FromFile(_long, default) with { FindFfmpeg = () => null };
        var error = Assert.Throws<FfmpegNotFoundException>(() => AudioOpener.Open(source, null));
        Assert.That(error!.FileName, Is.EqualTo(_long));
        Assert.That(error.Message, Does.Contain(_long).And.Contain("apt-get install ffmpeg").And.Contain(
            "brew install ffmpeg").And.Contain("winget install"));

        using var stream = File.OpenRead(_long);
        AudioSource streamed = AudioSource.FromStream(stream, default) with { FindFfmpeg = () => null };
        Assert.That(() => AudioOpener.Open(streamed, null), Throws.InstanceOf<FfmpegNotFoundException>());
    }

    [Test]
    public void Without_ffmpeg_wav_and_text_files_need_none()
    {
        string wav = _folder.Write("a.wav", WavBuilder.Pcm16(8000, 1, 1, 2));
        using (AudioStream audio = AudioOpener.Open(AudioSource.FromFile(wav, default) with { FindFfmpeg = () => null }, null))
            Assert.That(audio.Length, Is.EqualTo(2));
        string text = _folder.Write("song.mp3", "These are only words.\n"u8.ToArray());
        Assert.That(() => AudioOpener.Open(AudioSource.FromFile(text, default) with { FindFfmpeg = () => null }, null),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("text file"));
    }

    [Test]
    public void A_program_that_is_not_ffmpeg_is_no_bad_audio()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Needs a shell script.");
        string folder = Directory.CreateDirectory(_folder.Combine("bin")).FullName;
        string fake = Path.Combine(folder, "ffmpeg");
        File.WriteAllText(fake, "#!/bin/sh\nexit 3\n");
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AudioSource source = AudioSource.FromFile(_long, default) with { FindFfmpeg = () => fake };
        Assert.That(() => AudioOpener.Open(source, null),
            Throws.InstanceOf<FfmpegException>().With.Message.Contains("ffmpeg could not be run"));
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.That(() => AudioOpener.Open(source, null),
            Throws.InstanceOf<FfmpegException>().With.Message.Contains("ffmpeg could not be run"), "no program");
    }

    [Test]
    public void The_locator_finds_the_installed_program() =>
        Assert.That(FfmpegLocator.Find(), Is.Not.Null.And.Matches<string>(File.Exists));

    [Test]
    public void The_locator_takes_the_program_or_the_folder_that_is_named_and_else_the_path()
    {
        string name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        string program = _folder.Combine("named", name), other = _folder.Combine("other-ffmpeg"), nowhere = _folder.Combine("nowhere");
        string folder = Directory.CreateDirectory(Path.GetDirectoryName(program)!).FullName;
        File.WriteAllText(program, "");
        File.WriteAllText(other, "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FfmpegLocator.Find(program, null), Is.EqualTo(program));
            Assert.That(FfmpegLocator.Find(folder, null), Is.EqualTo(program));
            Assert.That(FfmpegLocator.Find(other, folder), Is.EqualTo(other));
            Assert.That(FfmpegLocator.Find(null, $"{nowhere}{Path.PathSeparator}{Path.PathSeparator}{folder}"), Is.EqualTo(program));
            Assert.That(FfmpegLocator.Find(nowhere, folder), Is.Null, "who names a program wants no other");
            Assert.That(FfmpegLocator.Find(" ", ""), Is.Null);
        }
    }

    private sealed class BrokenStream(byte[] bytes, int good) : FailingStream(bytes, good, ()
        => throw new IOException("the cable fell out"));

    private sealed class CancellingStream(byte[] bytes, int good, CancellationTokenSource cancellation) : FailingStream(
        bytes, good, cancellation.Cancel);

    private abstract class FailingStream(byte[] bytes, int good, Action then) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            if (_position >= good)
                then();
            int count = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }
    }
}
