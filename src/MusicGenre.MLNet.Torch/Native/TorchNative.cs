using System.Runtime.CompilerServices;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>The native library behind the networks: libtorch, the C++ part of PyTorch, by way of TorchSharp.</summary>
public static class TorchNative
{
    private static readonly Lazy<Outcome> Loaded = new(() => Check(NativeProbe.Look(), LoadTorch));

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

    /// <summary>Loads if nothing speaks against it, and puts a failure in words.</summary>
    /// <param name="findings">What the machine is like.</param>
    /// <param name="load">Loads libtorch or throws.</param>
    internal static Outcome Check(NativeFindings findings, Action load)
    {
        if (NativeDiagnosis.ExplainMachine(findings) is string reason)
            return new Outcome(reason, null);
        try
        {
            load();
            return new Outcome(null, null);
        }
        catch (Exception exception)
        {
            // TorchSharp throws several kinds (DllNotFound, NotSupported, TypeInitialization …); all mean that libtorch did not load.
            return new Outcome(NativeDiagnosis.ExplainFailure(findings, exception), exception);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no type of TorchSharp is touched before the machine was looked at
    private static void LoadTorch()
    {
        OpenMpWaiting.SleepUnlessTold();
        torch.InitializeDeviceType(DeviceType.CPU);
        using torch.Tensor one = torch.ones(1);
    }

    /// <summary>How loading went.</summary>
    /// <param name="Message">What is wrong, or null.</param>
    /// <param name="Cause">The loader's own error, or null.</param>
    internal sealed record Outcome(string? Message, Exception? Cause);
}
