namespace MusicGenre.MLNet.Fuzz;

/// <summary>A command line is wrong; the message says how.</summary>
internal sealed class FuzzUsageException(string message) : Exception(message);
