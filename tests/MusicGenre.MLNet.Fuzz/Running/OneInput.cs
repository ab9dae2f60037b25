using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>Reads inputs that others made: one file, or those of afl and libFuzzer through SharpFuzz.</summary>
internal static class OneInput
{
    /// <summary>Reads a file in this process and tells what came of it.</summary>
    /// <returns>Whether all was as it should be.</returns>
    public static bool Reproduce(FuzzTarget target, string file, TextWriter output)
    {
        target.Prepare?.Invoke(target.MakeSeeds());
        byte[] input = File.ReadAllBytes(file);
        Attempt attempt = Attempt.Of(target, input);
        output.WriteLine(
            $"{target.Name}, {input.Length} bytes: {attempt.Problem?.Kind ?? (attempt.Refusal is null ? "read" : "refused")}, "
            + $"{attempt.Cpu.TotalMilliseconds:0} ms, {attempt.Bytes / 1e6:0.0} MB. "
            + (attempt.Problem?.Message ?? attempt.Refusal?.Message));
        if (attempt.Problem is not null)
            Explain(target, input, output);
        return attempt.Problem is null;
    }

    /// <summary>Gives the reader what libFuzzer makes; the libraries must be instrumented by the tool sharpfuzz.</summary>
    public static void LibFuzzer(FuzzTarget target)
    {
        target.Prepare?.Invoke(target.MakeSeeds());
        SharpFuzz.Fuzzer.LibFuzzer.Run(input => target.Read(input));
    }

    /// <summary>Gives the reader what afl makes; the libraries must be instrumented by the tool sharpfuzz.</summary>
    public static void Afl(FuzzTarget target)
    {
        target.Prepare?.Invoke(target.MakeSeeds());
        SharpFuzz.Fuzzer.OutOfProcess.Run((Stream input) =>
        {
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            target.Read(bytes.ToArray());
        });
    }

    private static void Explain(FuzzTarget target, byte[] input, TextWriter output)
    {
        try
        {
            target.Read(input);
        }
        catch (Exception e)
        {
            output.WriteLine(e);
        }
    }
}
