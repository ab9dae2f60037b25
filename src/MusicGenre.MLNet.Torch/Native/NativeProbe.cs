using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>Finds out what this machine is: system, processor, C library, C++ library.</summary>
internal static class NativeProbe
{
    private const string CppLibraryName = "libstdc++.so.6";

    /// <summary>Everything there is to find out; takes a few milliseconds.</summary>
    public static NativeFindings Look()
    {
        string system = OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "osx"
            : OperatingSystem.IsLinux() ? "linux"
            : RuntimeInformation.OSDescription;
        string? library = OperatingSystem.IsLinux() ? LoadedCppLibrary() : null;
        return new NativeFindings
        {
            System = system,
            Processor = RuntimeInformation.ProcessArchitecture,
            IsMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal),
            CppLibrary = library,
            CppVersion = library is null ? null : HighestVersion(library),
        };
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
            return null; // then loading itself will tell
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
            // No /proc here: then loading itself will tell.
        }

        return null;
    }
}

/// <summary>What was found out about the machine that libtorch is to run on.</summary>
internal sealed record NativeFindings
{
    /// <summary>The operating system: <c>linux</c>, <c>windows</c>, <c>osx</c> or another name.</summary>
    public required string System { get; init; }

    /// <summary>The processor this process runs for.</summary>
    public required Architecture Processor { get; init; }

    /// <summary>Whether the C library is musl (Alpine), for which no libtorch is built. Default false.</summary>
    public bool IsMusl { get; init; }

    /// <summary>The C++ library that the dynamic loader takes, or null where it is not known.</summary>
    public string? CppLibrary { get; init; }

    /// <summary>The highest GLIBCXX version in that library, or null where it is not known.</summary>
    public Version? CppVersion { get; init; }
}
