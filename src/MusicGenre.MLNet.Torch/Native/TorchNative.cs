using System.Runtime.CompilerServices;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>The native library behind the networks: libtorch, the C++ part of PyTorch, by way of TorchSharp.</summary>
public static class TorchNative
{
    private static readonly Lazy<Outcome> Loaded = new(() => Check(NativeProbe.Platform(), LoadTorch, NativeProbe.WithCppLibrary));

    /// <summary>Loads libtorch, once in a process; later calls cost nothing.</summary>
    /// <exception cref="PlatformNotSupportedException">
    /// It cannot be loaded: the message says which library is the reason, which version was found, which is needed and how to get it.
    /// </exception>
    public static void EnsureAvailable()
    {
        Outcome outcome = Loaded.Value;
        if (outcome.Message is not null)
            throw new PlatformNotSupportedException(outcome.Message, outcome.Cause);
    }

    /// <summary>Tries to load, and puts a failure in words.</summary>
    /// <param name="platform">System, processor and C library.</param>
    /// <param name="load">Loads libtorch or throws.</param>
    /// <param name="examine">Looks closer at the machine after a failure.</param>
    internal static Outcome Check(NativeFindings platform, Action load, Func<NativeFindings, NativeFindings> examine)
    {
        if (NativeDiagnosis.ExplainPlatform(platform) is string unsupported)
            return new Outcome(unsupported, null);
        try
        {
            load();
            return new Outcome(null, null);
        }
        catch (Exception exception)
        {
            // TorchSharp throws several kinds (DllNotFound, NotSupported, TypeInitialization …); all mean that libtorch did not load.
            return new Outcome(NativeDiagnosis.Explain(examine(platform) with { LoadError = exception }), exception);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no type of TorchSharp is touched before the platform was looked at
    private static void LoadTorch()
    {
        torch.InitializeDeviceType(DeviceType.CPU);
        using torch.Tensor one = torch.ones(1);
    }

    /// <summary>How loading went.</summary>
    /// <param name="Message">What is wrong, or null.</param>
    /// <param name="Cause">The loader's own error, or null.</param>
    internal sealed record Outcome(string? Message, Exception? Cause);
}
