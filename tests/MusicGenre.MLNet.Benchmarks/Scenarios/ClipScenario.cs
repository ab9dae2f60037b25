using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Benchmarks.Material;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>What tests/compare-with-librosa.sh measures of Python, here: one clip, one thread, warm.</summary>
internal static class ClipScenario
{
    private const int Runs = 15;
    private const int Transforms = 10_000;

    public static void Run(ScenarioOptions options)
    {
        using var folder = new TemporaryFolder();
        string wav = options.Data ?? folder.Combine("clip.wav");
        if (options.Data is null)
            Music.Clip().SaveWav(wav);
        AudioClip clip = AudioClip.FromFile(wav, Music.SampleRate);
        var extractor = new MelSpectrogramExtractor(MelOptions.Librosa);
        var resampler = new Resampler(Music.SampleRate, 32_000);
        // Until the runtime has compiled the loops for good.
        for (int i = 0; i < 50; i++)
            extractor.Compute(AudioClip.FromFile(wav, Music.SampleRate));
        for (int i = 0; i < 10; i++)
            AudioEffects.PitchShift(clip, 2);
        Timing.Header("work", "ms");
        Row("decode", () => AudioClip.FromFile(wav));
        Row("mel + dB", () => extractor.Compute(clip));
        Row("decode + mel + dB", () => extractor.Compute(AudioClip.FromFile(wav)));
        Row("resample 22050 → 32000", () => resampler.Resample(clip.Samples.Span));
        Row("time stretch by 1.1", () => AudioEffects.TimeStretch(clip, 1.1));
        Row("pitch shift by 2 semitones", () => AudioEffects.PitchShift(clip, 2));
        Timing.Row("real FFT of 2048", $"{Timing.MedianMilliseconds(Runs, ManyTransforms(clip.Samples[..2048])) / Transforms:0.00000}");
    }

    private static void Row(string work, Action action) => Timing.Row(work, $"{Timing.MedianMilliseconds(Runs, action):0.000}");

    private static Action ManyTransforms(ReadOnlyMemory<float> frame)
    {
        RealTransform transform = RealTransforms.Create(frame.Length);
        float[] real = new float[transform.Bins], imaginary = new float[transform.Bins], scratch = new float[transform.ScratchLength];
        return () =>
        {
            for (int i = 0; i < Transforms; i++)
                transform.Forward(frame.Span, real, imaginary, scratch);
        };
    }
}
