namespace MusicGenre.MLNet.Cli;

/// <summary>How much the tool says beside its results.</summary>
internal enum Verbosity
{
    /// <summary>Errors only.</summary>
    Quiet,

    /// <summary>What is being done, and how far it is.</summary>
    Normal,

    /// <summary>Also what explains a surprise: which program, which folder, how long, where an error comes from.</summary>
    Verbose,
}
