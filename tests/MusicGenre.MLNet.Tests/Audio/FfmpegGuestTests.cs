using System.Diagnostics;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Ffmpeg;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>
/// Whatever the program called ffmpeg does: one clear error in the time that it has, and nothing of it runs on. Each script starts a
/// <c>sleep</c> of a length that no other process sleeps, by which it is found.
/// </summary>
[NonParallelizable]
public sealed class FfmpegGuestTests
{
    private const double Seconds = 0.7;

    private readonly TemporaryFolder _folder = new();
    private string _song = "";

    [OneTimeSetUp]
    public void MakeSong() =>
        _song = Ffmpeg.Encode(_folder, "song.flac", WavBuilder.Pcm16(22_050, 1, [.. Enumerable.Range(0, 66_150).Select(i => (short)(i * 37))]));

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TearDown]
    public void NothingRunsOn() => Assert.That(() => StandIn.Running(_folder.Path, "sleep 8639", "cat /dev/zero", "yes complaint"), Is.Empty.After(2000, 20));

    [TestCase("hangs", "exec sleep 86399", "gave nothing for 0.7 s")]
    [TestCase("hangs after its header", "cat $here/header.wav; exec sleep 86399", "gave nothing for 0.7 s")]
    [TestCase("hangs in a child", "sleep 86399; echo done", "gave nothing for 0.7 s")]
    [TestCase("hangs, its pipe closed", "cat $here/header.wav; exec >&-; exec sleep 86399", "did not end for 0.7 s")]
    [TestCase("hangs, everything closed", "exec >&- 2>&-; exec sleep 86399", "did not end for 0.7 s")]
    [TestCase("ignores TERM", "trap '' TERM INT HUP; cat $here/header.wav; while :; do sleep 0.05; done", "gave nothing for 0.7 s")]
    [TestCase("trickles", "cat $here/header.wav; while :; do printf 00000000; sleep 0.05; done", "s for 0 s of sound")]
    [TestCase("floods with noise", "exec cat /dev/zero", "something else than float samples")]
    [TestCase("floods with sound", "cat $here/header.wav; exec cat /dev/zero", "gave more than 1 hours of sound")]
    [TestCase("floods with errors", "exec cat /dev/zero >&2", "more than 1 MiB of error messages")]
    [TestCase("floods with lines of errors", "exec yes complaint >&2", "more than 1 MiB of error messages")]
    [TestCase("stops half-way", "cat $here/header.wav; head -c 88200 /dev/zero; exit 0", "stopped before the end")]
    [TestCase("is cut off", "ffmpeg \"$@\" | head -c 100000", "stopped before the end|ffmpeg cannot decode it")]
    [TestCase("dies half-way", "cat $here/header.wav; head -c 88200 /dev/zero; kill -SEGV $$", "ffmpeg cannot decode it")]
    [TestCase("fails with words", "echo 'no such luck' >&2; exit 1", "no such luck")]
    [TestCase("leaves a child", "sleep 86399 & cat $here/header.wav; exit 0", "stopped before the end|no samples|gave nothing for 0.7 s")]
    public void A_program_that(string doesThis, string lines, string isToldAs)
    {
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<AudioFormatException>(() => Decode(lines));
        Assert.That(error!.Reason, Does.Match(isToldAs), doesThis);
        Assert.That(error.FileName, Is.EqualTo(_song));
        Assert.That(clock.Elapsed.TotalSeconds, Is.LessThan(30), "it ends, on the slowest machine");
    }

    [TestCase("exit 1", "ended with code 1 and said nothing")]
    [TestCase("exit 0", "ended with code 0 and said nothing")]
    [TestCase("exec $here/nowhere", "code 127")]
    public void A_program_that_is_no_ffmpeg_is_told_with_what_happened(string lines, string isToldAs)
    {
        var error = Assert.Throws<FfmpegException>(() => Decode(lines));
        Assert.That(error!.Message, Does.Contain(isToldAs).And.Contain("MUSICGENRE_FFMPEG"));
        Assert.That(error.Program, Does.Contain(_folder.Path));
    }

    [Test]
    public void A_wrapper_is_as_good_as_ffmpeg_and_its_child_ends_with_it([Values] bool replacesItself)
    {
        AudioClip expected = AudioClip.FromFile(_song);
        Assert.That(Decode(replacesItself ? "exec ffmpeg \"$@\"" : "ffmpeg \"$@\"; exit $?").Samples.ToArray(), Is.EqualTo(expected.Samples.ToArray()));
        using (AudioStream audio = Open("cat $here/header.wav; cat /dev/zero; sleep 86399", new FfmpegLimits()))
            Assert.That(audio.Read(new float[1000]), Is.EqualTo(1000));
    }

    [Test]
    public void Cancelling_ends_a_program_that_hangs_with_its_children()
    {
        using var cancellation = new CancellationTokenSource(200);
        string program = StandIn.Write(_folder, "ffmpeg-waits", "sleep 86399 & sleep 86398; wait");
        AudioSource source = AudioSource.FromFile(_song, cancellation.Token) with { FindFfmpeg = () => program };
        Assert.That(() => AudioOpener.Open(source, null), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_reader_who_takes_his_time_is_no_program_that_hangs()
    {
        var limits = new FfmpegLimits { Timeout = TimeSpan.FromSeconds(Seconds) };
        using AudioStream audio = AudioOpener.Open(AudioSource.FromFile(_song, default) with { FfmpegLimits = limits }, null);
        Assert.That(audio.Read(new float[1000]), Is.EqualTo(1000));
        Thread.Sleep(TimeSpan.FromSeconds(2 * Seconds));
        Assert.That(audio.ReadToEnd().Samples.Length, Is.EqualTo(65_150));
    }

    [Test]
    public void Flooded_errors_take_no_memory()
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Throws<AudioFormatException>(() => Decode("exec cat /dev/zero >&2", complaints: 1 << 28));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(8 << 20), "of 256 MiB without an end of line");
    }

    [Test]
    public void Another_process_ends_with_this_library_killed_in_the_middle()
    {
        string program = StandIn.Write(_folder, "ffmpeg-outlives", "trap '' TERM; sleep 86399 & cat $here/header.wav; sleep 86398");
        Assert.That(KilledHost.DecodeAndDie(program, _song, () => StandIn.Running(_folder.Path, "sleep 8639", "cat /dev/zero", "yes complaint").Length >= 3), Is.EqualTo(137));
    }

    [Test]
    public void Memory_that_a_program_may_have_is_limited()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Only Linux limits the memory of one program so.");
        AudioClip expected = AudioClip.FromFile(_song);
        Assert.That(Decode("[ \"$(ulimit -d)\" = 1048576 ] && exec ffmpeg \"$@\"").Samples.ToArray(), Is.EqualTo(expected.Samples.ToArray()));
    }

    private AudioClip Decode(string lines, long complaints = 1 << 20)
    {
        var limits = new FfmpegLimits
        {
            Timeout = TimeSpan.FromSeconds(Seconds), MaxDuration = TimeSpan.FromHours(1), MaxComplaintBytes = complaints,
        };
        using AudioStream audio = Open(lines, limits);
        var block = new float[1 << 16];
        var samples = new List<float>();
        for (int count; (count = audio.Read(block)) > 0;)
            samples.AddRange(samples.Count < 1 << 18 ? block[..count] : []);
        return new AudioClip(samples.ToArray(), audio.SampleRate);
    }

    private AudioStream Open(string lines, FfmpegLimits limits)
    {
        string program = StandIn.Write(_folder, $"ffmpeg-{Guid.NewGuid():N}", lines);
        return AudioOpener.Open(AudioSource.FromFile(_song, default) with { FindFfmpeg = () => program, FfmpegLimits = limits }, null);
    }
}
