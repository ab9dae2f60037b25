namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>What came of a target's inputs.</summary>
internal sealed class TargetResult
{
    public required string Target { get; init; }

    /// <summary>Gets or sets the number of the input that comes next.</summary>
    public long Next { get; set; }

    public long Inputs { get; set; }

    /// <summary>Gets or sets the number of those that ended in a documented exception.</summary>
    public long Refused { get; set; }

    /// <summary>Gets or sets the number of those that should not have ended as they did.</summary>
    public long Findings { get; set; }

    /// <summary>Gets or sets the longest processor time of an input, in milliseconds, and its number.</summary>
    public double SlowestMilliseconds { get; set; }

    public long SlowestIndex { get; set; }

    /// <summary>Gets or sets the most memory of an input, in bytes, and its number.</summary>
    public long MostBytes { get; set; }

    public long MostIndex { get; set; }

    /// <summary>Adds what a worker counted.</summary>
    public void Add(Board board, int part)
    {
        Inputs += board[part, Board.Count.Inputs];
        Refused += board[part, Board.Count.Refused];
        Findings += board[part, Board.Count.Findings];
        double slowest = board[part, Board.Count.SlowestMicroseconds] / 1000.0;
        if (slowest > SlowestMilliseconds)
            (SlowestMilliseconds, SlowestIndex) = (slowest, board[part, Board.Count.SlowestIndex]);
        long most = board[part, Board.Count.MostBytes];
        if (most > MostBytes)
            (MostBytes, MostIndex) = (most, board[part, Board.Count.MostIndex]);
        Next = Math.Max(Next, board[part, Board.Count.Next]);
    }
}
