using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>
/// Files of chance settings of the encoders, with chance tags around them: decoded in process they are what ffmpeg decodes, and where they
/// are damaged, ffmpeg decides. A seed that fails can be tried again; MUSICGENRE_TEST_SEEDS tries more of them.
/// </summary>
public sealed class EncoderSettingsTests
{
    private const int Seeds = 20;

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("MUSICGENRE_TEST_SEEDS"), out int seeds) ? seeds : Seeds;

    [Test]
    public void An_mp3_of_any_settings()
    {
        foreach (Case file in Cases(1000))
        {
            int rate = file.Pick(11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000);
            string quality = file.Pick(
                $"-b:a {file.Pick(16, 32, 64, 96, 128, 160, 192, 320)}k", $"-q:a {file.Random.Next(10)}",
                $"-abr 1 -b:a {file.Pick(32, 64, 96, 128)}k");
            string path = Make(file, "mp3", rate, $"-c:a libmp3lame {quality} -reservoir {file.Pick(0, 1)} -joint_stereo {file.Pick(0, 1)} "
                + $"-write_xing {file.Pick(0, 1)} -id3v2_version 0 -write_id3v1 0", least: 2.5);
            byte[] tagged = [.. file.Front(), .. File.ReadAllBytes(path), .. file.Back()];
            File.WriteAllBytes(path, tagged);
            // Of 24 kHz, one band begins elsewhere in NLayer, so ffmpeg decides.
            if (rate == 24000)
                AssertDecided(path, 110, file);
            else
                InProcess.AssertLikeFfmpeg(path, 110, $"seed {file.Seed}: {file.Settings}");
        }
    }

    [Test]
    public void An_mp3_cut_in_front_and_behind_is_ffmpegs()
    {
        foreach (Case file in Cases(2000))
        {
            string path = Make(
                file, "mp3", file.Pick(22050, 44100, 48000), $"-c:a libmp3lame -b:a {file.Pick(64, 128, 192)}k -write_xing 0", least: 1);
            byte[] whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, whole[file.Random.Next(whole.Length / 3)..^file.Random.Next(whole.Length / 3)]);
            AssertDecided(path, 110, file);
        }
    }

    [Test]
    public void A_Vorbis_of_any_settings()
    {
        foreach (Case file in Cases(3000))
        {
            int rate = file.Pick(8000, 11025, 16000, 22050, 32000, 44100, 48000);
            string path = Make(file, "ogg", rate, $"-c:a libvorbis -q:a {file.Random.Next(-1, 10)}", least: 1.5);
            InProcess.AssertLikeFfmpeg(path, 120, $"seed {file.Seed}: {file.Settings}");
        }
    }

    [Test]
    public void An_Opus_of_any_settings_for_music()
    {
        foreach (Case file in Cases(4000))
        {
            string rates = file.Pick("on", "off", "constrained"), application = file.Pick("audio", "lowdelay");
            string path = Make(file, "opus", file.Pick(24000, 48000), $"-c:a libopus -b:a {file.Pick(64, 96, 128, 192)}k -vbr {rates} "
                + $"-application {application} -frame_duration {file.Pick("2.5", "5", "10", "20", "40", "60")}");
            AssertDecided(path, 50, file);
        }
    }

    [Test]
    public void Streams_of_chance_length_behind_each_other([Values("ogg", "opus")] string extension)
    {
        foreach (Case file in Cases(5000).Take(5))
        {
            string options = extension == "ogg" ? "-c:a libvorbis" : "-c:a libopus -b:a 96k";
            byte[][] parts = [.. Enumerable.Range(0, 3).Select(_ => File.ReadAllBytes(Make(file, extension, 48000, options, channels: 2)))];
            float[] expected = [.. parts.SelectMany(part => InProcess.Decode(new MemoryStream(part)).Samples.ToArray())];
            AudioClip joined = InProcess.Decode(new MemoryStream([.. parts.SelectMany(part => part)]));
            Assert.That(joined.Samples.ToArray(), Is.EqualTo(expected), $"seed {file.Seed}");
        }
    }

    /// <summary>Asserts that a file is what ffmpeg makes of it, whoever decodes it, and that it is something without ffmpeg too.</summary>
    private static void AssertDecided(string path, double decibels, Case file)
    {
        AudioClip expected = InProcess.DecodeWithFfmpeg(path), actual = AudioClip.FromFile(path);
        string name = $"seed {file.Seed}: {file.Settings}";
        Assert.That(actual.Samples.Length, Is.EqualTo(expected.Samples.Length), name);
        Assert.That(InProcess.Decibels(actual, expected), Is.GreaterThanOrEqualTo(decibels), name);
        Assert.That(InProcess.Decode(path).Samples.Length, Is.EqualTo(expected.Samples.Length).Within(2 * 1152), $"{name}, without ffmpeg");
    }

    private static IEnumerable<Case> Cases(int first) => Enumerable.Range(first, Count).Select(seed => new Case(seed));

    private string Make(Case file, string extension, int rate, string options, double least = 0.05, int? channels = null)
    {
        double seconds = least + file.Random.NextDouble() * file.Pick(0.1, 1, 3);
        int count = (int)(seconds * rate), width = channels ?? file.Pick(1, 2);
        file.Settings = $"{rate} Hz, {width} channels, {seconds:0.00} s, {options}";
        double hertz = 100 + 400 * file.Random.NextDouble(), noise = 0.3 * file.Random.NextDouble();
        double level = 0.1 + 0.7 * file.Random.NextDouble();
        var samples = new short[count * width];
        for (int i = 0; i < samples.Length; i++)
        {
            double t = i / width / (double)rate, beat = Math.Exp(-8 * (t * 3 % 1));
            int c = i % width;
            double chord = Math.Sin(2 * Math.PI * (hertz + 30 * c) * t) + Math.Sin(3 * Math.PI * hertz * t)
                + Math.Sin(2 * Math.PI * (5.7 * hertz + 200 * c) * t);
            double value = 0.3 * beat * chord + noise * beat * (file.Random.NextDouble() - 0.5) + 0.01 * file.Random.NextDouble();
            samples[i] = (short)(30_000 * level * Math.Clamp(value, -1, 1));
        }
        string name = $"{file.Seed}-{file.Files++}.{extension}";
        return Ffmpeg.Encode(_folder, name, WavBuilder.Pcm16(rate, width, samples), options.Split(' '));
    }

    /// <summary>One file of chance settings.</summary>
    private sealed class Case(int seed)
    {
        public int Seed => seed;

        public Random Random { get; } = new(seed);

        public string Settings { get; set; } = "";

        public int Files { get; set; }

        public T Pick<T>(params T[] values) => values[Random.Next(values.Length)];

        /// <summary>Nothing, a tag, or one with a picture and padding.</summary>
        public byte[] Front()
        {
            byte[] picture = new byte[Pick(500, 60_000)];
            Random.NextBytes(picture);
            return Pick(0, 1, 2) switch
            {
                0 => [],
                1 => [.. "ID3"u8, (byte)Pick(2, 3, 4), 0, 0, .. Size(200), .. new byte[200]],
                _ => [.. "ID3"u8, 3, 0, 0, .. Size(picture.Length + 1034),
                    .. "APIC"u8, 0, 0, (byte)(picture.Length >> 8), (byte)picture.Length, 0, 0, .. picture, .. new byte[1024]],
            };
        }

        /// <summary>Nothing, an ID3v1 tag, an APE tag, or both.</summary>
        public byte[] Back()
        {
            byte[] id3v1 = [.. "TAG"u8, .. "A song"u8, .. new byte[119]];
            byte[] ape = [.. "APETAGEX"u8, 0xD0, 7, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xA0, .. new byte[8], .. new byte[32],
                .. "APETAGEX"u8, 0xD0, 7, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, .. new byte[8]];
            return Pick<byte[]>([], id3v1, ape, [.. ape, .. id3v1]);
        }

        // Seven bits a byte.
        private static byte[] Size(int bytes) =>
            [(byte)(bytes >> 21), (byte)(bytes >> 14 & 127), (byte)(bytes >> 7 & 127), (byte)(bytes & 127)];
    }
}
