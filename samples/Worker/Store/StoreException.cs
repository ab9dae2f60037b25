namespace Worker.Store;

/// <summary>The database cannot be used.</summary>
/// <param name="message">Which, why, and what to do.</param>
/// <param name="innerException">What SQLite says.</param>
internal sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
