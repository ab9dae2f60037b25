using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Cli.Tagging;

namespace MusicGenre.MLNet.Cli.Tests.Tagging;

/// <summary>What counts as audio in a file.</summary>
public sealed class AudioContentTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Encode()
    {
        _folder = new TemporaryFolder();
        new AudioClip(Signals.Noise(1, 22_050), 22_050).SaveWav(_folder.Combine("a.wav"));
        foreach (string name in (string[])["a.mp3", "a.flac", "a.ogg", "a.opus", "a.m4a", "a.aiff", "a.wma", "a.wv"])
            ExternalProgram.Succeed(
                _folder.Path,
                ["ffmpeg", "-v", "error", "-i", "a.wav", "-metadata", "title=a title", .. name is "a.ogg"
                    ? (string[])["-c:a", "libvorbis"] : [], name]);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("a.wav")]
    [TestCase("a.mp3")]
    [TestCase("a.flac")]
    [TestCase("a.ogg")]
    [TestCase("a.opus")]
    [TestCase("a.m4a")]
    [TestCase("a.aiff")]
    [TestCase("a.wma")]
    [TestCase("a.wv")]
    public void One_bit_of_audio_is_told_and_a_title_is_not(string name)
    {
        byte[] file = File.ReadAllBytes(_folder.Combine(name)), hash = AudioContent.HashOf(file);
        byte[] changed = [.. file];
        changed[file.Length * 2 / 3] ^= 1;
        Assert.That(AudioContent.HashOf(changed), Is.Not.EqualTo(hash), "a bit of audio");
        if (name is "a.wav")
            return;
        changed = [.. file];
        int title = file.AsSpan().IndexOf("a title"u8) is >= 0 and int place ? place : file.AsSpan().IndexOf("t\0i\0t\0l\0e"u8);
        changed[title] ^= 1;
        Assert.That(AudioContent.HashOf(changed), Is.EqualTo(hash), "a letter of the title");
    }

    [Test]
    public void A_file_without_audio_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => AudioContent.HashOf("RIFF\0\0\0\0WAVE"u8));
        Assert.Throws<InvalidDataException>(() => AudioContent.HashOf([]));
    }
}
