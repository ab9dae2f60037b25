using System.Globalization;
using System.Text;
using MusicGenre.MLNet.Torch.Native.Numerics;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>
/// What the add-on found out about libtorch's arithmetic on this processor; see <see cref="TorchNative.SelfCheck"/>. <see cref="ToString"/>
/// says it in words.
/// </summary>
public sealed record TorchSelfCheck
{
    /// <summary>Gets the processor's name, family and model.</summary>
    public required string Processor { get; init; }

    /// <summary>Gets the processor's vector instruction sets, with the limit that ONEDNN_MAX_CPU_ISA sets, if any.</summary>
    public required string InstructionSets { get; init; }

    /// <summary>Gets the versions of TorchSharp and libtorch.</summary>
    public required string Versions { get; init; }

    /// <summary>Gets the largest difference of each way that was tried; the last one is the way that is taken if it is right.</summary>
    public required IReadOnlyList<ConvolutionDifference> Tried { get; init; }

    /// <summary>Gets how long the check took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Gets the way that convolutions are computed in this process.</summary>
    public ConvolutionWay Way => Tried[^1].Way;

    /// <summary>Gets whether that way is right on this processor; where it is not, every use of the add-on throws
    /// <see cref="PlatformNotSupportedException"/>.</summary>
    public bool IsRight => Tried[^1].IsRounding;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"processor         {Processor}");
        text.AppendLine(CultureInfo.InvariantCulture, $"instruction sets  {InstructionSets}");
        text.AppendLine(CultureInfo.InvariantCulture, $"libraries         {Versions}");
        foreach (ConvolutionDifference way in Tried)
            text.AppendLine(CultureInfo.InvariantCulture, $"convolutions      {(way.IsRounding ? "right" : "WRONG")}, {way}");
        text.Append(
            CultureInfo.InvariantCulture,
            $"verdict           {(IsRight ? $"right with {Way}" : "wrong in every way")}, {Elapsed.TotalMilliseconds:f0} ms");
        return text.ToString();
    }

    /// <summary>Says what is wrong and what to do; <see langword="null"/> if nothing is.</summary>
    internal string? Problem() => IsRight
        ? null
        : $"libtorch computes convolutions wrongly on this processor, so networks cannot be trained here: "
            + $"{string.Join("; ", Tried.Select(way => way.ToString()))}. Processor: {Processor}; {InstructionSets}; {Versions}. Try "
            + $"another instruction set (environment variable ONEDNN_MAX_CPU_ISA=SSE41, set before the program starts), or train on "
            + $"another machine. "
          + NativeDiagnosis.Alternative;
}
