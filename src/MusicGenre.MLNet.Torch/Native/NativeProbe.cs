using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>Looks at this machine: system, processor, C library, C++ library.</summary>
internal static class NativeProbe
{
    private const string CppLibraryName = "libstdc++.so.6";

    /// <summary>Looks at system, processor and C library only; cheap.</summary>
    public static NativeFindings Platform()
    {
        string system = OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "osx"
            : OperatingSystem.IsLinux() ? "linux"
            : RuntimeInformation.OSDescription;
        return new NativeFindings
        {
            System = system,
            Processor = RuntimeInformation.ProcessArchitecture,
            IsMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal),
        };
    }

    /// <summary>Adds what can be found out about the C++ library (on Linux).</summary>
    public static NativeFindings WithCppLibrary(NativeFindings findings)
    {
        if (findings.System != "linux" || LoadedCppLibrary() is not string path)
            return findings;
        return findings with { CppLibrary = path, CppVersion = HighestVersion(path) };
    }

    /// <summary>The highest "GLIBCXX_a.b.c" among a library's version names, or null if there is none or the file cannot be read.</summary>
    public static Version? HighestVersion(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // only a detail of an error message that is being written
        }

        ReadOnlySpan<byte> prefix = "GLIBCXX_"u8;
        ReadOnlySpan<byte> rest = content;
        Version? highest = null;
        for (int at = rest.IndexOf(prefix); at >= 0; at = rest.IndexOf(prefix))
        {
            rest = rest[(at + prefix.Length)..];
            int length = rest.IndexOfAnyExcept("0123456789."u8);
            string text = Encoding.ASCII.GetString(rest[..Math.Max(length, 0)]);
            if (Version.TryParse(text, out Version? version) && (highest is null || version > highest))
                highest = version;
        }

        return highest;
    }

    /// <summary>The path of the C++ library in this process (.NET itself has loaded it), from the table of mapped files.</summary>
    private static string? LoadedCppLibrary()
    {
        try
        {
            if (NativeLibrary.TryLoad(CppLibraryName, out nint handle))
            {
                string? mapped = File.ReadLines("/proc/self/maps")
                    .Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is int at && at >= 0 ? at : line.Length)..])
                    .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libstdc++.so.6", false, CultureInfo.InvariantCulture));
                NativeLibrary.Free(handle);
                return mapped;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc here: the message then says less.
        }

        return null;
    }
}
