using System.Runtime.InteropServices;
using MusicGenre.MLNet.Fuzz.Running;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>A reader with every fault that the fuzzer is there to find, for its own tests. Each input is the number of a fault.</summary>
internal static class PlantedTarget
{
    /// <summary>Gets what is wrong with each input, by the kinds of <see cref="Finding"/>.</summary>
    public static IReadOnlyList<string> Faults { get; } =
        ["read", "refused", "exception", "answer", "crash", "memory", "memory", "slow", "hang", "read"];

    // One whole file, which is read; the inputs are made of their number.
    public static FuzzTarget Target { get; } = new()
    {
        Name = "planted",
        Run = Run,
        Documented = [typeof(InvalidDataException)],
        MakeSeeds = () => [[0]],
        Mutate = (_, seed) => seed,
        MakeInput = index => [(byte)index],
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        switch (input[0])
        {
            case 1: throw new InvalidDataException("As documented.");
            case 2: throw new InvalidOperationException("Planted.");
            case 3: throw new WrongAnswerException("Planted.");
            case 4: Environment.FailFast("Planted."); break;
            case 5: _ = new byte[100 << 20]; break;
            case 6: TakeNative(); break;
            case 7: Work(TimeSpan.FromSeconds(2.1)); break;
            case 8: Thread.Sleep(Timeout.Infinite); break;
        }
    }

    private static void Work(TimeSpan time)
    {
        TimeSpan end = Environment.CpuUsage.TotalTime + time;
        while (Environment.CpuUsage.TotalTime < end)
        {
            // Does nothing, as a reader that counts to a billion.
        }
    }

    private static unsafe void TakeNative()
    {
        const nuint Bytes = 300 << 20;
        void* taken = NativeMemory.Alloc(Bytes);
        NativeMemory.Fill(taken, Bytes, 1);
        NativeMemory.Free(taken);
    }
}
