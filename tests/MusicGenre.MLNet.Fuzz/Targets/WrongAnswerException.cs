namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>A reader gave what it must not give: of a damaged file another answer than of the whole one.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
