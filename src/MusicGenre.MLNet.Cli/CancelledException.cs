namespace MusicGenre.MLNet.Cli;

/// <summary>Work was stopped by Ctrl+C; the message says what was done until then.</summary>
/// <param name="message">The message, for people.</param>
internal sealed class CancelledException(string message) : OperationCanceledException(message);
