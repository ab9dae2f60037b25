using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>What .NET does not say of a file on Linux: its owner, its times to the nanosecond, its extended attributes.</summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentFolder = -100; // AT_FDCWD

    // struct statx, which is the same on all processors.
    private const int StatxSize = 256, UidOffset = 20, GidOffset = 24, AccessTimeOffset = 64, WriteTimeOffset = 112;
    private const uint BasicFields = 0x7ff;

    /// <summary>Gives a file the owner, the times and the extended attributes (and with them the access lists) of another one.</summary>
    /// <returns>False if the owner cannot be kept.</returns>
    public static bool CopyOwnerAndTimes(string from, string to)
    {
        byte* of = stackalloc byte[StatxSize], now = stackalloc byte[StatxSize];
        if (Statx(CurrentFolder, from, 0, BasicFields, of) != 0 || Statx(CurrentFolder, to, 0, BasicFields, now) != 0)
            return false;
        uint user = *(uint*)(of + UidOffset), group = *(uint*)(of + GidOffset);
        if ((user != *(uint*)(now + UidOffset) || group != *(uint*)(now + GidOffset)) && Chown(to, user, group) != 0)
            return false;
        CopyAttributes(from, to);
        // A change of the owner takes rights away.
        File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        long* times = stackalloc long[4];
        (times[0], times[1]) = (*(long*)(of + AccessTimeOffset), *(uint*)(of + AccessTimeOffset + 8));
        (times[2], times[3]) = (*(long*)(of + WriteTimeOffset), *(uint*)(of + WriteTimeOffset + 8));
        return SetTimes(CurrentFolder, to, times, 0) == 0;
    }

    // File systems without extended attributes have none to lose.
    private static void CopyAttributes(string from, string to)
    {
        nint length = ListAttributes(from, null, 0);
        if (length <= 0)
            return;
        var names = new byte[length];
        fixed (byte* list = names)
        {
            length = ListAttributes(from, list, names.Length);
            for (nint start = 0; start < length; start += StringLength(list + start) + 1)
            {
                nint size = GetAttribute(from, list + start, null, 0);
                var value = new byte[Math.Max(size, 1)];
                fixed (byte* bytes = value)
                    if (size >= 0 && GetAttribute(from, list + start, bytes, size) == size)
                        _ = SetAttribute(to, list + start, bytes, size, 0);
            }
        }
    }

    private static nint StringLength(byte* text)
    {
        nint length = 0;
        while (text[length] != 0)
            length++;
        return length;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "utimensat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetTimes(int folder, string path, long* times, int flags);

    [LibraryImport("libc", EntryPoint = "listxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ListAttributes(string path, byte* list, nint size);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, byte* name, byte* value, nint size);

    [LibraryImport("libc", EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, byte* name, byte* value, nint size, int flags);
}
