namespace DemoMusic.Composition;

/// <summary>The notes of a key.</summary>
/// <param name="Key">Pitch class of the tonic, 0 (C) … 11 (B).</param>
/// <param name="Steps">Semitones above the tonic, ascending, within one octave.</param>
internal sealed record Scale(int Key, IReadOnlyList<int> Steps)
{
    public static Scale Major(int key) => new(key, [0, 2, 4, 5, 7, 9, 11]);
    public static Scale Minor(int key) => new(key, [0, 2, 3, 5, 7, 8, 10]);
    public static Scale HarmonicMinor(int key) => new(key, [0, 2, 3, 5, 7, 8, 11]);
    public static Scale Dorian(int key) => new(key, [0, 2, 3, 5, 7, 9, 10]);
    public static Scale Phrygian(int key) => new(key, [0, 1, 3, 5, 7, 8, 10]);
    public static Scale Pentatonic(int key) => new(key, [0, 2, 4, 7, 9]);
    public static Scale Blues(int key) => new(key, [0, 3, 5, 6, 7, 10]);

    /// <summary>All MIDI pitches of the scale from <paramref name="low"/> to <paramref name="high"/>, ascending.</summary>
    public IReadOnlyList<int> Between(int low, int high) =>
        [.. Enumerable.Range(low, high - low + 1).Where(pitch => Steps.Contains((pitch - Key + 120) % 12))];
}
