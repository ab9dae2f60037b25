namespace DemoMusic.Composition;

/// <summary>One note of a part.</summary>
/// <param name="Beat">Onset in beats from the start of the score.</param>
/// <param name="Beats">Written length in beats; the instrument's own release comes after it.</param>
/// <param name="Pitch">MIDI pitch: 60 is middle C, one unit a semitone. Drums use it as their tuning, 60 being normal.</param>
/// <param name="Velocity">How hard it is played, 0…1.</param>
internal readonly record struct Note(double Beat, double Beats, double Pitch, double Velocity);
