using System.Globalization;
using FFMpegCore;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Ffmpeg;

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
        string folder = FfmpegLocator.FindFolder() ?? throw new FfmpegNotFoundException(null);
        int rate = Rates.FirstOrDefault(r => r >= clip.SampleRate, Rates[^1]);
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("musicgenre-mp3-");
        try
        {
            string wav = Path.Combine(temporary.FullName, "a.wav"), mp3 = Path.Combine(temporary.FullName, "a.mp3");
            // 16 bits clip beyond full scale, which is not what is to be tried here.
            float loudest = Math.Max(1, clip.Peak);
            Scale(clip.Resample(rate), 1 / loudest).SaveWav(wav);
            Encode(folder, wav, mp3, kilobits, cancellationToken);
            AudioClip decoded = AudioClip.FromFile(mp3, clip.SampleRate, cancellationToken);
            return Scale(Fit(decoded, clip.Samples.Length), loudest);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static void Encode(string folder, string wav, string mp3, int kilobits, CancellationToken cancellationToken)
    {
        var errors = new FfmpegErrors();
        var result = FFMpegArguments
            .FromFileInput(wav, verifyExists: false, options => options.WithCustomArgument("-nostdin -hide_banner -v error"))
            .OutputToFile(mp3, overwrite: true, options => options
                .WithAudioCodec("libmp3lame")
                .WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-b:a {kilobits}k -threads 1"))
                .ForceFormat("mp3"))
            .NotifyOnStandardError(errors.Add)
            .CancellableThrough(cancellationToken)
            .ProcessAsynchronously(throwOnError: false, new FFOptions { BinaryFolder = folder, EncodingWebName = "utf-8" });
        FFMpegResult ended = result.GetAwaiter().GetResult();
        cancellationToken.ThrowIfCancellationRequested();
        if (!ended.Success || !File.Exists(mp3))
            throw new InvalidOperationException(
                $"The program ffmpeg could not encode MP3 ({errors.Reason(wav) ?? "no reason given"}). 'ffmpeg -encoders' must list libmp3lame; "
                + "install an ffmpeg that has it, or take the MP3 step out of the plan.");
    }

    /// <summary>Codecs may add or lose a few samples at the end.</summary>
    private static AudioClip Fit(AudioClip clip, int length)
    {
        var samples = new float[length];
        clip.Samples.Span[..Math.Min(length, clip.Samples.Length)].CopyTo(samples);
        return new AudioClip(samples, clip.SampleRate);
    }

    private static AudioClip Scale(AudioClip clip, float factor) => factor == 1 ? clip : AudioEffects.Scale(clip, factor);
}
