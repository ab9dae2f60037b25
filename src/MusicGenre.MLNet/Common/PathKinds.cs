using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Common;

/// <summary>Tells files from what only looks like one. .NET tells a pipe, a terminal and an endless device from an empty file by nothing.</summary>
internal static partial class PathKinds
{
    private const int CurrentFolder = -100;
    private const uint TypeAndMode = 3;
    private const int TypeMask = 0xF000;

    /// <summary>Gets what a path leads to. Nothing is opened, so this never waits.</summary>
    public static PathKind Of(string path)
    {
        if (Directory.Exists(path))
            return PathKind.Folder;
        // Names such as CON become a path of devices.
        if (OperatingSystem.IsWindows())
            return Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal) ? PathKind.Device : Guess(path);
        return Type(path) switch
        {
            null => Guess(path),
            0x8000 => IsOfKernel(path) ? PathKind.Device : PathKind.File,
            0x4000 => PathKind.Folder,
            0x1000 => PathKind.Pipe,
            _ => PathKind.Device,
        };
    }

    private static PathKind Guess(string path) => File.Exists(path) ? PathKind.File : PathKind.Nothing;

    /// <summary>The kernel's own files have no length, and some wait for news. What a process has open is a link, and followed.</summary>
    private static bool IsOfKernel(string path)
    {
        var file = new FileInfo(path);
        try
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }
        catch (IOException)
        {
            // A link that cannot be followed was opened by name.
        }
        bool isThere = file.FullName.StartsWith("/proc/", StringComparison.Ordinal) || file.FullName.StartsWith("/sys/", StringComparison.Ordinal);
        return isThere && (!file.Exists || file.Length == 0);
    }

    // The type as in <sys/stat.h>; null where it cannot be asked.
    private static int? Type(string path)
    {
        Span<byte> answer = stackalloc byte[512];
        answer.Clear();
        try
        {
            // Linux's statx is the same on every processor; macOS has the type at the same place on both of its own.
            if (OperatingSystem.IsLinux())
                return AskLinux(CurrentFolder, path, 0, TypeAndMode, ref MemoryMarshal.GetReference(answer)) == 0
                    ? BitConverter.ToUInt16(answer[28..]) & TypeMask : null;
            if (OperatingSystem.IsMacOS())
                return AskMac(path, ref MemoryMarshal.GetReference(answer)) == 0 ? BitConverter.ToUInt16(answer[4..]) & TypeMask : null;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // An old C library: such files are then taken for what .NET takes them for.
        }
        return null;
    }

    private static int AskMac(string path, ref byte answer) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatX64(path, ref answer) : Stat(path, ref answer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AskLinux(int folder, string path, int flags, uint mask, ref byte answer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte answer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX64(string path, ref byte answer);
}
