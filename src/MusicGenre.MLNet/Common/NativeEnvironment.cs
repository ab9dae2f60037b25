using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Common;

/// <summary>
/// The environment variables that native libraries see. .NET keeps an environment of its own, so that
/// <see cref="Environment.SetEnvironmentVariable(string, string?)"/> does not reach libraries written in C on Unix, nor those that ask
/// the C runtime on Windows.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>
    /// Sets a variable for native libraries, unless the user has: a value from before the process started, or one that the program gave
    /// .NET's environment since, wins and is passed on.
    /// </summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value where nobody has set it.</param>
    /// <remarks>A library that has asked for the variable already is not reached: call this before it is loaded.</remarks>
    public static void SetDefault(string name, string value)
    {
        string? told = Environment.GetEnvironmentVariable(name);
        if (OperatingSystem.IsWindows())
        {
            if (told is null)
                Environment.SetEnvironmentVariable(name, value); // the process's own
            _ = SetInCRuntime(name, told ?? value);
            return;
        }

        // Asked first because setenv is not safe beside a thread that reads the environment: it is called only where it changes something.
        string? native = Get(name);
        if (told is null ? native is null : native != told)
            _ = SetInLibc(name, told ?? value, overwrite: 1);
    }

    /// <summary>A variable's value as native libraries see it, or <see langword="null"/> if it is not set.</summary>
    /// <param name="name">The variable's name.</param>
    public static string? Get(string name)
        => OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8(GetFromLibc(name));

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetFromLibc(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetInLibc(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetInCRuntime(string name, string value);
}
