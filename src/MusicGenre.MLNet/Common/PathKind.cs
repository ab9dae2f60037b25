namespace MusicGenre.MLNet.Common;

/// <summary>What a path leads to, links followed.</summary>
internal enum PathKind
{
    /// <summary>Nothing, or what may not be asked.</summary>
    Nothing,

    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe with a name, or one that a process has open. It gives its bytes once, when somebody writes them.</summary>
    Pipe,

    /// <summary>A socket, a terminal, a disk, or another device: reading may never end, or wait for ever.</summary>
    Device,
}
