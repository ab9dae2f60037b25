using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>Says in words why libtorch cannot load.</summary>
internal static class NativeDiagnosis
{
    /// <summary>The GLIBCXX version that libtorch's build by TorchSharp 0.107 asks for: that of GCC 13.</summary>
    public static readonly Version NeededCppVersion = new(3, 4, 32);

    public const string Alternative = "The core package MusicGenre.MLNet does not need it: models trained elsewhere load and predict here.";

    /// <summary>
    /// Why libtorch cannot load here, without having tried; <see langword="null"/> if nothing speaks against it. Asked before loading
    /// because TorchSharp answers a failure by copying the native files of every package and writing a long trace to the console.
    /// </summary>
    public static string? ExplainMachine(NativeFindings findings)
    {
        if (!IsSupported(findings))
        {
            return $"libtorch, which trains the networks of MusicGenre.MLNet.Torch, is not built for {findings.System} on "
                + $"{findings.Processor}; found was {findings.System}-{Lower(findings)}, needed is linux-x64, win-x64 or osx-arm64. Run on "
                + $"one of those. {Alternative}";
        }

        if (findings.IsMusl)
        {
            return $"libtorch, which trains the networks of MusicGenre.MLNet.Torch, is built for the GNU C library (glibc); found was musl "
                + $"(Alpine Linux), needed is glibc 2.28 or later. Use a glibc system or image such as Debian 13 or Ubuntu 24.04. "
                + $"{Alternative}";
        }

        if (findings.System == "linux" && findings.CppVersion is Version found && found < NeededCppVersion)
        {
            return $"libtorch cannot load: the C++ library {findings.CppLibrary ?? "libstdc++.so.6"} is too old; found was "
                + $"GLIBCXX_{found}, needed is GLIBCXX_{NeededCppVersion} (libstdc++ of GCC 13: Ubuntu 24.04, Debian 13, Fedora 39 or "
                + $"later). On Debian 12, 'apt-get install -t trixie libstdc++6' with a trixie source of low priority brings it. "
                + $"{Alternative}";
        }

        return null;
    }

    /// <summary>Why loading failed with <paramref name="error"/> on a machine that nothing spoke against.</summary>
    public static string ExplainFailure(NativeFindings findings, Exception error)
    {
        string cpp = findings.CppVersion is null
            ? ""
            : $" (libstdc++ is not the reason: {findings.CppLibrary} has GLIBCXX_{findings.CppVersion})";
        return $"libtorch cannot load on {findings.System}-{Lower(findings)}{cpp}; needed are the native files of the package libtorch-cpu "
            + $"(or another libtorch package of the version that TorchSharp asks for) beside the program, in runtimes/<system>/native. "
            + $"Reference that package in the project that starts and build again. {Alternative} The loader said: {FirstLine(error)}";
    }

    private static bool IsSupported(NativeFindings findings) => (findings.System, findings.Processor) is
        ("linux", Architecture.X64) or ("windows", Architecture.X64) or ("osx", Architecture.Arm64);

    private static string Lower(NativeFindings findings) => findings.Processor.ToString().ToLowerInvariant();

    private static string FirstLine(Exception error)
    {
        Exception cause = error.GetBaseException();
        string line = cause.Message.Split('\n').Select(part => part.Trim()).FirstOrDefault(part => part.Length > 0) ?? "";
        return $"{cause.GetType().Name}: {line}";
    }
}
