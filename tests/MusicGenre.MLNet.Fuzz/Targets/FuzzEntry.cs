namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Reads one input. It may end in an exception that the reader documents, and in no other.</summary>
internal delegate void FuzzEntry(ReadOnlySpan<byte> input);
