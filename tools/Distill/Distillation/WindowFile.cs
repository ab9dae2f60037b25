using System.Runtime.InteropServices;
using MusicGenre.MLNet.Common;

namespace Distill.Distillation;

/// <summary>
/// The windows of one file of music on disk: a mark, the sizes, then kind, pixels and targets of each window. Written whole or not at all.
/// </summary>
internal static class WindowFile
{
    private const ulong Mark = 0x31_57_54_44_47_4D; // an arbitrary mark with the format version 1

    public static void Write(string path, IReadOnlyList<TaughtWindow> windows, int pixels, int targets) => AtomicFile.Write(path, stream =>
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(windows.Count);
        writer.Write(pixels);
        writer.Write(targets);
        foreach (TaughtWindow window in windows)
        {
            writer.Write((byte)window.Kind);
            writer.Write(window.Pixels);
            writer.Write(MemoryMarshal.AsBytes(window.Targets.AsSpan()));
        }
    });

    /// <summary>
    /// Reads a file; <see langword="null"/> where there is none, or one that is damaged or of other sizes, which is then made anew.
    /// </summary>
    public static List<TaughtWindow>? TryRead(string path, int pixels, int targets)
    {
        if (!File.Exists(path))
            return null;
        using FileStream stream = File.OpenRead(path);
        using var reader = new BinaryReader(stream);
        const int header = sizeof(ulong) + 3 * sizeof(int);
        if (stream.Length < header || reader.ReadUInt64() != Mark)
            return null;
        int count = reader.ReadInt32();
        if (reader.ReadInt32() != pixels || reader.ReadInt32() != targets || stream.Length != header
            + (long)count * (1 + pixels + 2 * targets))
            return null;
        var windows = new List<TaughtWindow>(count);
        for (int i = 0; i < count; i++)
        {
            var kind = (WindowKind)reader.ReadByte();
            byte[] picture = reader.ReadBytes(pixels);
            var answers = new Half[targets];
            stream.ReadExactly(MemoryMarshal.AsBytes(answers.AsSpan()));
            windows.Add(new TaughtWindow(kind, picture, answers));
        }

        return windows;
    }
}
