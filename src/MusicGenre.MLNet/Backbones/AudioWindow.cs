namespace MusicGenre.MLNet.Backbones;

/// <summary>A segment of sound.</summary>
/// <param name="Start">Its first sample's place in the track, in samples.</param>
/// <param name="Samples">Mono samples.</param>
internal sealed record AudioWindow(long Start, float[] Samples);
