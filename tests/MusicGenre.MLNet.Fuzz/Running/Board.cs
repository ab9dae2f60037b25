using System.IO.MemoryMappedFiles;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>
/// Where a worker writes what it does, in memory that outlives it: which input it was at when it died, and what it counted until then.
/// </summary>
internal sealed class Board : IDisposable
{
    private const int General = 4;

    private static readonly int Cells = Enum.GetValues<Count>().Length;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private Board(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor();
    }

    /// <summary>What is counted for each part of the work.</summary>
    public enum Count
    {
        /// <summary>Inputs that were read or refused.</summary>
        Inputs,
        Refused,
        Findings,
        SlowestMicroseconds,
        SlowestIndex,
        MostBytes,
        MostIndex,

        /// <summary>The number of the next input.</summary>
        Next,
    }

    /// <summary>Gets or sets which part is at work; its number of parts when all is done.</summary>
    public long Part { get => _view.ReadInt64(0); set => _view.Write(0, value); }

    /// <summary>Gets or sets when the input at work was begun, in <see cref="Environment.TickCount64"/>; 0 between inputs.</summary>
    public long Begun { get => _view.ReadInt64(8); set => _view.Write(8, value); }

    /// <summary>Gets or sets the processor time of the worker at that moment, in milliseconds.</summary>
    public long CpuBegun { get => _view.ReadInt64(16); set => _view.Write(16, value); }

    /// <summary>Gets or sets the number of inputs that were begun in all.</summary>
    public long Beats { get => _view.ReadInt64(24); set => _view.Write(24, value); }

    /// <summary>Gets or sets a count of a part.</summary>
    public long this[int part, Count count]
    {
        get => _view.ReadInt64(8 * (General + (part * Cells) + (int)count));
        set => _view.Write(8 * (General + (part * Cells) + (int)count), value);
    }

    public static Board Create(string path, int parts) => Map(path, FileMode.Create, 8 * (General + (parts * Cells)));

    public static Board Open(string path) => Map(path, FileMode.Open, 0);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    // Two processes have it open.
    private static Board Map(string path, FileMode mode, long bytes) => new(MemoryMappedFile.CreateFromFile(
        new FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite), null, bytes, MemoryMappedFileAccess.ReadWrite,
        HandleInheritability.None, leaveOpen: false));
}
