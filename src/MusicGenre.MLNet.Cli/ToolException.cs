namespace MusicGenre.MLNet.Cli;

/// <summary>What was asked for cannot be done, for a reason that the user can do something about; the message says which.</summary>
/// <param name="message">The message, for people.</param>
/// <param name="cause">What it comes from; null if from nothing else.</param>
internal sealed class ToolException(string message, Exception? cause = null) : Exception(message, cause);
