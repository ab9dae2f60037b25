using System.Globalization;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>Encodes a clip as MP3 with the program ffmpeg and decodes it again.</summary>
internal static class Mp3RoundTrip
{
    // The sample rates of MPEG 1, 2 and 2.5, layer III.
    private static readonly int[] Rates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

    /// <exception cref="FfmpegNotFoundException">There is no ffmpeg.</exception>
    /// <exception cref="InvalidOperationException">This ffmpeg cannot encode MP3.</exception>
    public static AudioClip Run(AudioClip clip, int kilobits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string program = FfmpegLocator.Find() ?? throw new FfmpegNotFoundException(null);
        int rate = Rates.FirstOrDefault(r => r >= clip.SampleRate, Rates[^1]);
        using WorkFolder temporary = WorkFolder.Create();
        return temporary.Use(() =>
        {
            string wav = temporary.Combine("a.wav"), mp3 = temporary.Combine("a.mp3");
            // 16 bits clip beyond full scale, which is not what is to be tried here.
            float loudest = Math.Max(1, clip.Peak);
            clip.Resample(rate).Scale(1 / loudest).SaveWav(wav);
            // The encoder gives nothing until it ends.
            Encode(program, wav, mp3, kilobits, new FfmpegLimits { Timeout = InputLimits.Current.FfmpegTimeout + clip.Duration }, cancellationToken);
            AudioClip decoded = AudioClip.FromFile(mp3, clip.SampleRate, cancellationToken);
            return Fit(decoded, clip.Samples.Length).Scale(loudest);
        });
    }

    private static void Encode(string program, string wav, string mp3, int kilobits, FfmpegLimits limits, CancellationToken cancellationToken)
    {
        string rate = string.Create(CultureInfo.InvariantCulture, $"{kilobits}k");
        using var ffmpeg = new FfmpegProcess(program, ["-i", wav, "-c:a", "libmp3lame", "-b:a", rate, "-threads", "1", "-f", "mp3", mp3],
            limits);
        using CancellationTokenRegistration cancellation = cancellationToken.Register(ffmpeg.Kill);
        int? exitCode = ffmpeg.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (exitCode != 0 || !File.Exists(mp3))
            throw new InvalidOperationException(
                $"The program ffmpeg could not encode MP3 ({ffmpeg.Errors.Reason(wav) ?? "no reason given"}). "
                + "'ffmpeg -encoders' must list libmp3lame; install an ffmpeg that has it, or take the MP3 step out of the plan.");
    }

    /// <summary>Codecs may add or lose a few samples at the end.</summary>
    private static AudioClip Fit(AudioClip clip, int length)
    {
        var samples = new float[length];
        clip.Samples.Span[..Math.Min(length, clip.Samples.Length)].CopyTo(samples);
        return new AudioClip(samples, clip.SampleRate);
    }
}
