namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>A part of a file that begins with its kind and its size.</summary>
/// <param name="Kind">Four letters.</param>
/// <param name="Data">What is in it.</param>
/// <param name="Claimed">The size that is written instead of the right one; <see langword="null"/> for the right one.</param>
internal sealed record Chunk(byte[] Kind, byte[] Data, long? Claimed = null);
