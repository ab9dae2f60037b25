using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Ffmpeg;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Decodes with the decoders in process, as if there were no ffmpeg, and with ffmpeg, to compare both.</summary>
internal static class InProcess
{
    /// <summary>Decodes without ffmpeg.</summary>
    public static AudioClip Decode(string path)
    {
        using AudioStream audio = AudioOpener.Open(AudioSource.FromFile(path, default) with { FindFfmpeg = () => null }, null);
        return audio.ReadToEnd();
    }

    /// <summary>Decodes a stream without ffmpeg.</summary>
    public static AudioClip Decode(Stream stream)
    {
        using AudioStream audio = AudioOpener.Open(AudioSource.FromStream(stream, default) with { FindFfmpeg = () => null }, null);
        return audio.ReadToEnd();
    }

    /// <summary>Decodes with ffmpeg alone.</summary>
    public static AudioClip DecodeWithFfmpeg(string path)
    {
        using AudioStream audio = FfmpegDecoder.Open(AudioSource.FromFile(path, default), null);
        return audio.ReadToEnd();
    }

    /// <summary>How far the difference lies below the expected signal, in decibels.</summary>
    public static double Decibels(AudioClip actual, AudioClip expected)
    {
        double signal = 0, error = 0;
        for (int i = 0; i < Math.Min(actual.Samples.Length, expected.Samples.Length); i++)
        {
            double value = expected.Samples.Span[i], difference = actual.Samples.Span[i] - value;
            (signal, error) = (signal + value * value, error + difference * difference);
        }
        return error == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / error);
    }

    /// <summary>
    /// Asserts that a file decodes in process to as many samples as with ffmpeg, at the same places, and to nearly the same values.
    /// </summary>
    public static void AssertLikeFfmpeg(string path, double decibels, string? called = null)
    {
        AudioClip expected = DecodeWithFfmpeg(path), actual = Decode(path);
        string name = called ?? Path.GetFileName(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.SampleRate, Is.EqualTo(expected.SampleRate), name);
            Assert.That(actual.Samples.Length, Is.EqualTo(expected.Samples.Length), $"{name}: samples");
            Assert.That(Decibels(actual, expected), Is.GreaterThanOrEqualTo(decibels), $"{name}: dB");
        }
        AudioClip streamed = Decode(new ForwardOnlyStream(File.ReadAllBytes(path), 700));
        Assert.That(streamed.Samples.Span.SequenceEqual(actual.Samples.Span), Is.True, $"{name}: a stream that cannot seek");
    }
}
