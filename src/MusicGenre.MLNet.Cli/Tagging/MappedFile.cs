using System.IO.MemoryMappedFiles;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>The bytes of a file, read as they are looked at.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _start;
    private readonly int _length;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be read, or has 2 GiB or more.</exception>
    public MappedFile(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > int.MaxValue)
            throw new IOException($"{path} has 2 GiB or more, which is too long for its tags to be written safely.");
        _length = (int)length;
        if (_length == 0)
            return;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Gets the bytes; not to be used after the file was disposed.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, _length);

    public void Dispose()
    {
        if (_view is null)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file!.Dispose();
    }
}
