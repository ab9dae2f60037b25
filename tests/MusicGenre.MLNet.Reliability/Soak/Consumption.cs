using System.Diagnostics;
using System.Runtime.InteropServices;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Endurance.Soak;

/// <summary>What this process takes at a moment.</summary>
/// <param name="Megabytes">Memory in use, resident.</param>
/// <param name="ManagedMegabytes">What of it .NET's objects take.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Files">Open files; 0 where the system does not list them.</param>
/// <param name="Temporary">Entries of this library in the temporary folder.</param>
internal sealed partial record Consumption(double Megabytes, double ManagedMegabytes, int Threads, int Files, int Temporary)
{
    /// <summary>Measures, after the garbage collector has run and given back what is free.</summary>
    public static Consumption Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // What the collector has freed it keeps for later, some ten megabytes more or less each time; like this it gives it back.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // And so does the C library, which keeps what native code has freed, in pieces.
        if (OperatingSystem.IsLinux())
            TrimNativeHeap(0);
        using var process = Process.GetCurrentProcess();
        int files = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
        return new Consumption(
            process.WorkingSet64 / 1e6, GC.GetTotalMemory(forceFullCollection: true) / 1e6, process.Threads.Count, files, Directory.GetFileSystemEntries(Path.GetTempPath(), $"{WorkFolder.Beginning}{ProcessMark.Own}*").Length);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNativeHeap(nint kept);

    public override string ToString() => FormattableString.Invariant(
        $"{Megabytes:0.0} MB ({ManagedMegabytes:0.0} managed), {Threads} threads, {Files} open files, {Temporary} temporary entries");
}
