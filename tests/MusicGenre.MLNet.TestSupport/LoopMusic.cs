using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>
/// Repetitive music: one bar of drums over and over, exactly on the beat, below a melody that is different in each track.
/// </summary>
public static class LoopMusic
{
    public const int SampleRate = 22_050;
    private const double Beat = 0.5;

    public static AudioClip Compose(int seed, double seconds = 12)
    {
        var random = new Random(seed);
        double[] notes = [.. Enumerable.Range(0, 8).Select(_ => 220 * Math.Pow(2, random.Next(24) / 12.0))];
        var hiss = new Random(99);
        float[] noise = [.. Enumerable.Range(0, SampleRate).Select(_ => (float)(2 * hiss.NextDouble() - 1))];
        var samples = new float[(int)(seconds * SampleRate)];
        for (int i = 0; i < samples.Length; i++)
        {
            double time = (double)i / SampleRate, inBeat = time % Beat, inHalf = time % (Beat / 2);
            double kick = Math.Sin(2 * Math.PI * 55 * inBeat) * Math.Exp(-inBeat * 18);
            double hat = noise[(int)(inHalf * SampleRate)] * Math.Exp(-inHalf * 60);
            double note = notes[(int)(time / Beat) % notes.Length];
            double melody = Math.Sin(2 * Math.PI * note * time) * Math.Exp(-inBeat * 3)
                + 0.4 * Math.Sin(4 * Math.PI * note * time) * Math.Exp(-inBeat * 5);
            samples[i] = (float)(0.35 * kick + 0.12 * hat + 0.3 * melody);
        }
        return new AudioClip(samples, SampleRate);
    }
}
