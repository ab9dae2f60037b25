using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Real music.</summary>
[Category(SharedData.Category)]
public sealed class SharedMusicTests
{
    [Test]
    public void A_wav_is_what_librosa_read()
    {
        AudioClip clip = AudioClip.FromFile(SharedData.Get("data", "gtzan-mini", "blues", "blues.00000.wav"));
        Assert.That(clip.SampleRate, Is.EqualTo(22050));
        Assert.That(clip.Duration.TotalSeconds, Is.EqualTo(30).Within(0.1));
        float[] golden = SharedData.ReadFloats(SharedData.Get("golden", "gtzan_blues_00000_first3s.signal.f32"));
        Assert.That(clip.Samples[..golden.Length].ToArray(), Is.EqualTo(golden));
    }

    [Test]
    public void An_ogg_by_path_bytes_and_stream_is_the_same_sound()
    {
        string path = SharedData.Get("data", "gtzan-mini", "jazz", "jazz.00001.ogg");
        AudioClip clip = AudioClip.FromFile(path);
        Assert.That(clip.SampleRate, Is.EqualTo(22050));
        Assert.That(clip.Duration.TotalSeconds, Is.InRange(14.9, 20.1));
        Assert.That(clip.Peak, Is.InRange(0.05f, 1.5f));
        byte[] bytes = File.ReadAllBytes(path);
        Assert.That(AudioClip.FromBytes(bytes).Samples.ToArray(), Is.EqualTo(clip.Samples.ToArray()));
        Assert.That(AudioClip.FromStream(new ForwardOnlyStream(bytes)).Samples.ToArray(), Is.EqualTo(clip.Samples.ToArray()));
    }

    [Test]
    public void Every_file_of_one_genre_can_be_read()
    {
        string[] files = Directory.GetFiles(SharedData.Get("data", "gtzan-mini", "blues"));
        Assert.That(files, Has.Length.EqualTo(10));
        foreach (string file in files)
        {
            AudioClip clip = AudioClip.FromFile(file, 16000);
            Assert.That(clip.Duration.TotalSeconds, Is.InRange(14.9, 30.1), file);
            Assert.That(Signals.Rms(clip.Samples.Span), Is.GreaterThan(0.005), file);
        }
    }
}
