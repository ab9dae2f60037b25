using System.Diagnostics;
using System.Runtime.CompilerServices;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Native.Numerics;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>The native library behind the networks: libtorch, the C++ part of PyTorch, by way of TorchSharp.</summary>
public static class TorchNative
{
    /// <summary>
    /// The environment variable that names the way convolutions are computed, instead of the cheapest one that is right: a
    /// <see cref="ConvolutionWay"/>.
    /// </summary>
    public const string ConvolutionVariable = "MUSICGENRE_CONVOLUTION";

    private static readonly Lazy<Outcome> Loaded = new(() => Check(NativeProbe.Look(), LoadTorch));

    private static readonly Lazy<TorchSelfCheck> Checked =
        new(() => CheckArithmetic(Environment.GetEnvironmentVariable(ConvolutionVariable), Convolutions.Compute));

    /// <summary>Gets the way that convolutions are computed in this process.</summary>
    internal static ConvolutionWay ConvolutionWay => Checked.Value.Way;

    /// <summary>Loads libtorch and checks its arithmetic, once in a process; later calls cost nothing.</summary>
    /// <exception cref="PlatformNotSupportedException">
    /// It cannot be loaded: the message says which library is the reason, which version was found, which is needed and how to get it. Or it
    /// computes wrongly on this processor: the message names the processor, the versions, the shape and the difference.
    /// </exception>
    public static void EnsureAvailable() => Require(SelfCheck());

    /// <summary>
    /// Compares libtorch's convolutions (forward and both gradients, of the kinds that the networks use) with plain loops in double
    /// precision, once in a process, and chooses how they are computed. On some processors libtorch's kernels give wrong values with no
    /// error: docs/numerics.md.
    /// </summary>
    /// <returns>What was found, also where it is wrong.</returns>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded.</exception>
    public static TorchSelfCheck SelfCheck()
    {
        Outcome outcome = Loaded.Value;
        return outcome.Message is null ? Checked.Value : throw new PlatformNotSupportedException(outcome.Message, outcome.Cause);
    }

    /// <summary>Requires that there is a right way.</summary>
    /// <exception cref="PlatformNotSupportedException">libtorch computes wrongly in every way.</exception>
    internal static void Require(TorchSelfCheck check)
    {
        if (check.Problem() is string problem)
            throw new PlatformNotSupportedException(problem);
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

    /// <summary>Tries the ways to compute convolutions.</summary>
    /// <param name="wanted">The name of the only way to try; <see langword="null"/> or empty for all, the cheapest first.</param>
    /// <param name="compute">Computes; a test plants a wrong one.</param>
    /// <exception cref="PlatformNotSupportedException">There is no way of that name.</exception>
    internal static TorchSelfCheck CheckArithmetic(string? wanted, ConvolutionCheck.Compute compute)
    {
        ConvolutionWay way = default;
        bool named = !string.IsNullOrWhiteSpace(wanted);
        if (named && !(Enum.TryParse(wanted, ignoreCase: true, out way) && Enum.IsDefined(way)))
        {
            throw new PlatformNotSupportedException(
                $"The environment variable {ConvolutionVariable} says '{wanted}', which is no way to compute convolutions; "
                + $"name one of {string.Join(", ", Enum.GetNames<ConvolutionWay>())}, or unset it.");
        }

        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<ConvolutionDifference> tried = ConvolutionCheck.Try(named ? [way] : ConvolutionCheck.Ways, compute);
        string? limit = Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA");
        return new TorchSelfCheck
        {
            Processor = Processor.Name,
            InstructionSets = Processor.InstructionSets + (limit is null ? "" : $", of which ONEDNN_MAX_CPU_ISA allows {limit}"),
            Versions = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {torch.__version__}",
            Tried = tried,
            Elapsed = Stopwatch.GetElapsedTime(start),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no type of TorchSharp is touched before the machine was checked
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
