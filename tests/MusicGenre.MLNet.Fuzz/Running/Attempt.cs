using System.Diagnostics;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>One reading of one input, measured.</summary>
/// <param name="Refusal">The documented exception by which it was refused, if it was.</param>
/// <param name="Cpu">The processor time that it took.</param>
/// <param name="Bytes">The memory that it took, freed meanwhile or not.</param>
/// <param name="Problem">What was wrong: a kind and a message; <see langword="null"/> if nothing was.</param>
internal sealed record Attempt(Exception? Refusal, TimeSpan Cpu, long Bytes, (string Kind, string Message)? Problem)
{
    private static readonly TimeSpan MostCpu = TimeSpan.FromSeconds(2);

    /// <summary>Reads an input.</summary>
    public static Attempt Of(FuzzTarget target, byte[] input)
    {
        Attempt first = Once(target, input);
        bool mayBeOfTheProcess = first.Problem is { Kind: "slow" or "memory" } problem
            && !problem.Message.StartsWith("native", StringComparison.Ordinal);
        if (!mayBeOfTheProcess)
            return first;
        // What is compiled or made once in a process is not the input's.
        Attempt second = Once(target, input);
        return second.Problem is { Kind: "slow" or "memory" } ? first : second;
    }

    private static Attempt Once(FuzzTarget target, byte[] input)
    {
        Usage before = Usage.Now();
        Exception? refusal = null;
        (string, string)? problem = null;
        try
        {
            refusal = target.Read(input);
        }
        catch (WrongAnswerException e)
        {
            problem = ("answer", e.Message);
        }
        catch (Exception e)
        {
            // Whatever it is, it is not documented.
            problem = ("exception", $"{e.GetType().Name} {Place(e)}: {e.Message}");
        }
        Usage after = Usage.Now();
        TimeSpan cpu = after.Cpu - before.Cpu;
        long allocated = after.Allocated - before.Allocated, native = after.PeakResident - before.PeakResident - allocated;
        long most = target.MostMemory(input.Length);
        if (problem is null && cpu > MostCpu)
            problem = ("slow", $"{cpu.TotalSeconds:0.0} s of processor time for {input.Length} bytes");
        if (problem is null && allocated > most)
            problem = ("memory", $"{allocated >> 20} MB allocated for {input.Length} bytes; {most >> 20} MB are allowed");
        if (problem is null && native > most)
            problem = ("memory", $"native: {native >> 20} MB more are resident for {input.Length} bytes; {most >> 20} MB are allowed");
        return new Attempt(refusal, cpu, Math.Max(allocated, native), problem);
    }

    // Where in the library it was thrown, or through which part of it.
    private static string Place(Exception e)
    {
        foreach (StackFrame frame in new StackTrace(e, fNeedFileInfo: false).GetFrames())
            if (frame.GetMethod() is { DeclaringType: { } type } method && type.Namespace is { } space
                && space.StartsWith("MusicGenre.MLNet", StringComparison.Ordinal) && !space.Contains("Fuzz", StringComparison.Ordinal))
                return $"in {type.Name}.{method.Name}";
        return "";
    }
}
