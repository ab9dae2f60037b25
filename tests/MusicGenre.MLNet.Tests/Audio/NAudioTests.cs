using MusicGenre.MLNet.Audio;
using NAudio.Wave;
using NAudio.Wave.SampleProviders;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Sound from NAudio and for NAudio, and AIFF, which is read with it.</summary>
[NonParallelizable]
public sealed class NAudioTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void A_generator_and_a_mixer_become_a_clip()
    {
        var tone = new SignalGenerator(44100, 2) { Frequency = 1000, Gain = 0.5, Type = SignalGeneratorType.Sin };
        var other = new SignalGenerator(44100, 2) { Frequency = 2500, Gain = 0.2, Type = SignalGeneratorType.Sin };
        AudioClip clip = AudioClip.From(new MixingSampleProvider([tone, other]), TimeSpan.FromSeconds(2));
        Assert.That((clip.SampleRate, clip.Samples.Length), Is.EqualTo((44100, 88200)));
        Assert.That(Signals.Amplitude(clip.Samples.Span, 1000, 44100), Is.EqualTo(0.5).Within(0.001));
        Assert.That(Signals.Amplitude(clip.Samples.Span, 2500, 44100), Is.EqualTo(0.2).Within(0.001));
    }

    [Test]
    public void A_clip_goes_to_NAudio_and_back()
    {
        var clip = new AudioClip(Signals.Sine(440, 16000, 12_345, 0.7), 16000);
        AudioClip back = AudioClip.From(new OffsetSampleProvider(clip.ToSampleProvider()));
        Assert.That(back.SampleRate, Is.EqualTo(16000));
        Assert.That(back.Samples.ToArray(), Is.EqualTo(clip.Samples.ToArray()));
        Assert.That(AudioClip.From(clip.ToSampleProvider().ToStereo()).Samples.ToArray(), Is.EqualTo(clip.Samples.ToArray()),
            "another one begins anew");
    }

    [TestCase(16)]
    [TestCase(24)]
    public void A_wave_stream_of_NAudio_is_the_file_it_reads(int bits)
    {
        byte[] wav = WavBuilder.Pcm16(22050, 2, Enumerable.Range(0, 20_000).Select(i => (short)(i * 7)).ToArray());
        string path = Ffmpeg.Encode(_folder, $"{bits}.wav", wav, "-c:a", $"pcm_s{bits}le");
        using var reader = new WaveFileReader(path);
        using (AudioStream audio = AudioStream.From(reader))
        {
            Assert.That(audio.Length, Is.EqualTo(10_000));
            audio.Skip(2000);
            Assert.That(audio.ReadToEnd().Samples.ToArray(), Is.EqualTo(AudioClip.FromFile(path).Samples[2000..].ToArray()));
        }
        reader.Position = 0;
        using AudioStream resampled = AudioStream.From(reader, 16000);
        Assert.That(resampled.ReadToEnd().Samples.ToArray(), Is.EqualTo(AudioClip.FromFile(path, 16000).Samples.ToArray()));
    }

    [Test]
    public void What_is_no_number_is_told()
    {
        var clip = new AudioClip(new[] { 0, 1, float.NaN, 0 }, 8000);
        Assert.That(() => AudioClip.From(clip.ToSampleProvider()),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("NaN at 0 s (sample 2)"));
        Assert.That(() => AudioClip.From(clip.ToSampleProvider(), TimeSpan.FromSeconds(-1)),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase("pcm_s16be")]
    [TestCase("pcm_s24be")]
    [TestCase("pcm_s32be")]
    public void Aiff_is_read_without_ffmpeg_and_exactly(string codec)
    {
        byte[] wav = WavBuilder.Pcm16(44100, 2, Enumerable.Range(0, 50_000).Select(i => (short)(i * 13)).ToArray());
        string path = Ffmpeg.Encode(_folder, $"{codec}.aiff", wav, "-c:a", codec);
        float[] expected = AudioClip.FromBytes(wav).Samples.ToArray();
        byte[] bytes = File.ReadAllBytes(path);
        Assert.That(InProcess.Decode(path).Samples.ToArray(), Is.EqualTo(expected));
        Assert.That(InProcess.Decode(new ForwardOnlyStream(bytes)).Samples.ToArray(), Is.EqualTo(expected), "a stream that cannot seek");
        var later = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        Assert.That(InProcess.Decode(later).Samples.ToArray(), Is.EqualTo(expected), "from the middle of a stream");
        Assert.That(AudioClip.FromFile(path, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.1)).Samples.ToArray(),
            Is.EqualTo(expected[4410..8820]));
        Assert.That(Directory.GetFiles(Path.GetTempPath(), $"musicgenre-{Environment.ProcessId}-*"), Is.Empty, "temporary files");
    }

    [Test]
    public void Other_aiff_is_left_to_ffmpeg()
    {
        byte[] wav = WavBuilder.Pcm16(44100, 2, Enumerable.Range(0, 50_000).Select(i => (short)(i * 13)).ToArray());
        float[] expected = AudioClip.FromBytes(wav).Samples.ToArray();
        foreach (string codec in new[] { "pcm_s8", "pcm_f32be", "pcm_s16le" })
        {
            string path = Ffmpeg.Encode(_folder, $"{codec}.aiff", wav, "-c:a", codec);
            Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(expected).Within(codec == "pcm_s8" ? 0.02f : 0), codec);
            Assert.That(AudioClip.FromStream(new ForwardOnlyStream(File.ReadAllBytes(path))).Samples.Length, Is.EqualTo(expected.Length),
                codec);
            Assert.That(() => InProcess.Decode(path), Throws.InstanceOf<FfmpegNotFoundException>());
        }
    }

    [Test]
    public void A_cut_off_aiff_is_told_like_a_cut_off_wav()
    {
        string path = Ffmpeg.Encode(_folder, "cut.aiff", WavBuilder.Pcm16(8000, 1, new short[16_000]));
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length - 20_000)]);
        Assert.That(() => AudioClip.FromFile(path), Throws.InstanceOf<AudioFormatException>()
            .With.Message.Contains("it is truncated: its header promises 32,").And.Message.Contains(" bytes, the file holds 12,"));
    }
}
