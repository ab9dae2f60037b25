using MusicGenre.MLNet.Audio;
using DemoMusic.Composition;
using DemoMusic.Instruments;

namespace DemoMusic.Sound;

/// <summary>Records a score: plays the parts, mixes them in a room, and masters the result.</summary>
internal static class Studio
{
    /// <summary>Sample rate of everything here, in hertz.</summary>
    public const int SampleRate = 22_050;

    /// <summary>Plays and mixes a score.</summary>
    /// <param name="score">The piece; it should hold <paramref name="seconds"/> and its lead-in of music.</param>
    /// <param name="seconds">Length of the recording in seconds.</param>
    /// <param name="random">Dice for the players and for noise.</param>
    /// <returns>A mono clip of exactly that length, its peak below <see cref="Limiter.Ceiling"/>.</returns>
    public static AudioClip Record(Score score, double seconds, Random random)
    {
        int lead = (int)(score.Production.LeadIn * SampleRate);
        int length = (int)Math.Round(seconds * SampleRate);
        var mix = new float[lead + length];
        var room = new float[lead + length];
        var track = new float[lead + length];
        foreach (Part part in score.Parts)
        {
            Array.Clear(track);
            PlayPart(score, part, track, random);
            Effects.Apply(score, part, track);
            float gain = Effects.LevellingGain(track) * (float)Math.Pow(10, part.Decibels / 20);
            float send = gain * (float)part.Room;
            for (int i = 0; i < track.Length; i++)
            {
                mix[i] += gain * track[i];
                room[i] += send * track[i];
            }
        }
        float[] wet = Reverb.Process(room, score.Production.RoomSeconds);
        for (int i = 0; i < mix.Length; i++)
            mix[i] += (float)score.Production.RoomMix * wet[i];
        float[] clip = mix[lead..];
        Mastering.Process(clip, score.Production, random);
        return new AudioClip(clip, SampleRate);
    }

    private static void PlayPart(Score score, Part part, Span<float> track, Random random)
    {
        int release = (int)(part.Instrument.ReleaseSeconds * SampleRate);
        foreach (Note note in part.Notes)
        {
            double onset = Math.Max(0, score.TimeOf(note.Beat) + part.Looseness * random.Gaussian());
            int start = (int)(onset * SampleRate);
            if (start >= track.Length)
                continue;
            int held = Math.Max(1, (int)((score.TimeOf(note.Beat + note.Beats) - score.TimeOf(note.Beat)) * SampleRate));
            int end = Math.Min(track.Length, start + held + release);
            float velocity = (float)Math.Clamp(note.Velocity * random.Between(0.92, 1.08), 0.02, 1);
            part.Instrument.Play(new Tone(note.Pitch, held, velocity), track[start..end], random);
        }
    }
}
