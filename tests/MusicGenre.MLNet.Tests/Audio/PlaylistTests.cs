using System.Text;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>A file names other files only for programs that open them. This library does not, whatever the file is called.</summary>
public sealed class PlaylistTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void MakeSecret()
    {
        short[] tone = [.. Signals.Sine(440, 22_050, 44_100, 0.3).Select(v => (short)(v * 32767))];
        foreach (string name in new[] { "secret.ts", "secret.ogg", "secret.flac", "secret.mp4" })
            Ffmpeg.Encode(_folder, name, WavBuilder.Pcm16(22_050, 1, tone));
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCase("#EXTM3U\n#{0}\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.ts\n#EXT-X-ENDLIST\n")]
    [TestCase("#EXTM3U\n#{0}\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://HERE/secret.ts\n#EXT-X-ENDLIST\n")]
    [TestCase("#EXTM3U\n#{0}\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.ts\n")]
    [TestCase("#EXTM3U\n#{0}\n#EXT-X-STREAM-INF:BANDWIDTH=1\nsecret.ts\n")]
    [TestCase("ffconcat version 1.0\n#{0}\nfile secret.ogg\n")]
    [TestCase("ffconcat version 1.0\n#{0}\nfile 'HERE/secret.flac'\n")]
    [TestCase("<?xml version=\"1.0\"?>\n<!--{0}-->\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet mimeType=\"audio/mp4\">"
        + "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>secret.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>\n")]
    [TestCase("v=0\no=- 0 0 IN IP4 127.0.0.1\ns={0}\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n")]
    [TestCase("[playlist]\n;{0}\nFile1=secret.flac\nNumberOfEntries=1\n")]
    [TestCase(";FFMETADATA1\n;{0}\ntitle=x\n")]
    public void Nothing_that_a_file_names_is_opened(string content)
    {
        // Not text any more, and text.
        foreach (string control in new[] { "\u0001", "\u0080", "" })
        {
            byte[] bytes = Encoding.Latin1.GetBytes(content.Replace("{0}", control).Replace("HERE", _folder.Path));
            foreach (string extension in new[] { "m3u8", "mp3" })
            {
                string path = _folder.Write($"list.{extension}", bytes);
                var error = Assert.Throws<AudioFormatException>(() => AudioClip.FromFile(path));
                Assert.That(error!.Reason, Does.Contain("playlist").Or.Contain("text file").Or.Contain("cannot decode it"), extension);
            }
            Assert.Throws<AudioFormatException>(() => AudioClip.FromBytes(bytes));
        }
    }

    [Test]
    public void A_playlist_padded_beyond_what_is_sniffed_is_refused()
    {
        byte[] list = [.. "#EXTM3U\n#"u8, .. new byte[10_000], .. "\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsecret.ts\n#EXT-X-ENDLIST\n"u8];
        Assert.Throws<AudioFormatException>(() => AudioClip.FromFile(_folder.Write("padded.mp3", list)));
    }

    [TestCase("pl-ctl-file.m3u8")]
    [TestCase("pl-ctl-live.m3u8")]
    [TestCase("ffconcat.mp3")]
    [Category(SharedData.Category)]
    public void The_found_playlists_are_told_as_what_they_are(string name) =>
        Assert.That(
            () => AudioClip.FromFile(SharedData.Get("cases", "hostile", name)),
            Throws.InstanceOf<AudioFormatException>().With.Message.Contains("a playlist"));

    [TestCase("flac")]
    [TestCase("m4a")]
    [TestCase("mka")]
    [TestCase("webm")]
    [TestCase("mp4")]
    [TestCase("mov")]
    [TestCase("wma")]
    [TestCase("wv")]
    [TestCase("caf")]
    [TestCase("tta")]
    [TestCase("aac")]
    [TestCase("ac3")]
    [TestCase("eac3")]
    [TestCase("mp2")]
    [TestCase("w64")]
    [TestCase("aifc")]
    [TestCase("spx")]
    [TestCase("ts")]
    [TestCase("avi")]
    [TestCase("3gp")]
    [TestCase("flv")]
    [TestCase("oma")]
    [TestCase("voc")]
    [TestCase("ra")]
    public void Every_container_that_holds_its_sound_is_still_read(string extension)
    {
        short[] tone = [.. Signals.Sine(440, 44_100, 88_200, 0.3).Select(v => (short)(v * 32767))];
        string source = _folder.Write("tone.wav", WavBuilder.Pcm16(44_100, 1, tone)), path = _folder.Combine($"song.{extension}");
        string[] options = extension switch
        {
            "spx" => ["-c:a", "libspeex", "-ar", "16000", "-f", "ogg"],
            "3gp" => ["-c:a", "aac"],
            "oma" => ["-c:a", "copy", "-f", "oma"],
            "ra" => ["-c:a", "ac3", "-f", "rm"],
            "aifc" => ["-c:a", "pcm_mulaw", "-f", "aiff"],
            _ => [],
        };
        ExternalProgram made = ExternalProgram.Run(_folder.Path, ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", source, .. options, path]);
        if (made.ExitCode != 0)
            Assert.Ignore($"This ffmpeg cannot write .{extension}: {made.Error}");
        Assert.That(Signals.Rms(AudioClip.FromFile(path).Samples.Span), Is.EqualTo(0.212).Within(0.03));
    }
}
