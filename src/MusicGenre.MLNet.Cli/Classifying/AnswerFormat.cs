namespace MusicGenre.MLNet.Cli.Classifying;

/// <summary>The form that answers are written in.</summary>
internal enum AnswerFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON array.</summary>
    Json,

    /// <summary>A line of JSON for each file.</summary>
    Jsonl,

    /// <summary>A row for each file.</summary>
    Csv,
}
