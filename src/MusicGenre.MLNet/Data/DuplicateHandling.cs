namespace MusicGenre.MLNet.Data;

/// <summary>What is done about near-identical recordings in a data set.</summary>
public enum DuplicateHandling
{
    /// <summary>They are not looked for.</summary>
    Ignore,

    /// <summary>They are looked for and reported, and the report warns where one was learned from and the other tested.</summary>
    Report,

    /// <summary>They are looked for, reported, and kept on one side of every split that is not given.</summary>
    Group,
}
