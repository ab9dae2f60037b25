using System.Diagnostics;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>
/// Damaged copies of every format: an answer or a documented exception; never a hang, much memory, or a burst that is taken for music.
/// </summary>
[NonParallelizable]
public sealed class DamagedFilesTests
{
    private const int Copies = 200, CopiesForFfmpeg = 25;

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCase("wav", "pcm_s16le", true)]
    [TestCase("au", "pcm_s16be", true)]
    [TestCase("aiff", "pcm_s16be", true)]
    [TestCase("mp3", "libmp3lame", true)]
    [TestCase("ogg", "libvorbis", true)]
    [TestCase("opus", "libopus", true)]
    [TestCase("mp3", "libmp3lame", false)]
    [TestCase("ogg", "libvorbis", false)]
    [TestCase("opus", "libopus", false)]
    [TestCase("flac", "flac", false)]
    [TestCase("m4a", "aac", false)]
    [TestCase("wma", "wmav2", false)]
    [Category(Categories.Memory)]
    public void Damage_ends_in_an_answer_or_a_documented_exception(string extension, string codec, bool alone)
    {
        short[] noise = [.. Signals.Noise(7, 2 * 88_200).Select((v, i) => (short)(12_000 * v * Math.Exp(-4.0 * (i % 22_050) / 22_050)))];
        byte[] good = File.ReadAllBytes(Ffmpeg.Encode(_folder, $"good.{extension}", WavBuilder.Pcm16(44_100, 2, noise), "-c:a", codec));
        int copies = alone ? Copies : CopiesForFfmpeg, answers = 0;
        for (int seed = 0; seed < copies; seed++)
        {
            byte[] bytes = Damage(good, new Random(seed));
            AudioSource source = AudioSource.FromStream(seed % 2 == 0 ? new MemoryStream(bytes) : new ForwardOnlyStream(bytes), default);
            if (alone)
                source = source with { FindFfmpeg = () => null };
            long memory = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            try
            {
                using AudioStream audio = AudioOpener.Open(source, null);
                Assert.That(audio.ReadToEnd().Peak, Is.LessThanOrEqualTo(8), $"seed {seed}: a burst");
                answers++;
            }
            catch (Exception error) when (error is AudioFormatException || (alone && error is FfmpegNotFoundException))
            {
                Assert.That(error.Message, Is.Not.Empty);
            }
            Assert.That(Stopwatch.GetElapsedTime(start).TotalSeconds, Is.LessThan(20), $"seed {seed}");
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - memory, Is.LessThan(200_000_000), $"seed {seed}: bytes");
        }
        Assert.That(answers, Is.InRange(1, copies), "some are still music");
    }

    /// <summary>Overwrites, flips, cuts out, doubles, or cuts off.</summary>
    private static byte[] Damage(byte[] good, Random random)
    {
        List<byte> bytes = [.. good];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(random.Next(3) == 0 ? Math.Min(200, bytes.Count) : bytes.Count),
                length = Math.Min(random.Next(1, 400), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    for (int k = 0; k < length; k++)
                        bytes[at + k] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(Math.Max(100, at), bytes.Count - Math.Max(100, at));
                    break;
            }
            if (bytes.Count < 100)
                return [.. good[..100]];
        }
        return [.. bytes];
    }
}
