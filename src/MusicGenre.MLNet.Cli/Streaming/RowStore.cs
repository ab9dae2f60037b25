using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// Embeddings on disk, to be read many times in one order: a training passes over them some dozens of times. Genre and group of each, ten
/// bytes, are in memory. The file is gone with the process, however it ends, where the system can do that.
/// </summary>
internal sealed class RowStore : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly List<ushort> _genres = [];
    private readonly List<ulong> _groups = [];

    /// <summary>Begins a store.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="size">The number of values of an embedding.</param>
    public RowStore(string path, int size)
    {
        (_path, Size) = (path, size);
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 20, FileOptions.DeleteOnClose);
        // Its name goes at once where files live on without one.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>Gets the number of values of an embedding.</summary>
    public int Size { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Count => _genres.Count;

    /// <summary>Gets the place of each row's genre.</summary>
    public IReadOnlyList<ushort> Genres => _genres;

    /// <summary>Gets each row's group.</summary>
    public IReadOnlyList<ulong> Groups => _groups;

    private SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<float> embedding, ushort genre, ulong group)
    {
        _stream.Write(MemoryMarshal.AsBytes(embedding));
        _genres.Add(genre);
        _groups.Add(group);
    }

    /// <summary>Ends the adding.</summary>
    public void Complete() => _stream.Flush();

    /// <summary>Reads rows that follow each other; any number of threads may.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="values">Receives whole rows, [rows × size].</param>
    public void Read(int first, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        long offset = (long)first * Size * sizeof(float);
        while (bytes.Length > 0)
        {
            int count = RandomAccess.Read(Handle, bytes, offset);
            if (count == 0)
                throw new IOException($"{_path} is shorter than what was written into it. Is the disk full?");
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
