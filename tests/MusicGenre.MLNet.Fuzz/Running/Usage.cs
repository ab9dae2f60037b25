using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>What this process has taken so far.</summary>
/// <param name="Cpu">Time on processors, of all threads.</param>
/// <param name="Allocated">Bytes of objects, of all threads.</param>
/// <param name="PeakResident">The most bytes of memory at once, native ones included; 0 where the system does not tell.</param>
internal readonly partial record struct Usage(TimeSpan Cpu, long Allocated, long PeakResident)
{
    private const int Longs = 18, PeakPlace = 4;

    public static Usage Now() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Peak());

    private static unsafe long Peak()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        long* usage = stackalloc long[Longs];
        return GetUsage(0, usage) == 0 ? usage[PeakPlace] << 10 : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);
}
