namespace MusicGenre.MLNet.Endurance.Kills;

/// <summary>One kind of work that is killed.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Start">The program that works in a folder until it is killed. The folder holds <c>music</c> and <c>song.flac</c>.</param>
/// <param name="Next">The program of the next start, which ends by itself.</param>
/// <param name="Check">Finds what is wrong with the folder after a kill; null if nothing. Called before the next start and after it.</param>
/// <param name="LatestMilliseconds">How long after its beginning the work is killed at the latest.</param>
/// <param name="SaysReady">Whether the program says when it has begun.</param>
internal sealed record KillCase(
    string Name, Func<string, string[]> Start, Func<string, string[]> Next, Func<string, bool, string?> Check, int LatestMilliseconds,
    bool SaysReady = true);
