using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// A job of Windows around a process and all that it starts: they end when the job is closed, which happens at the latest when this process
/// ends, however it ends.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed partial class JobObject : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint LimitJobMemory = 0x200;
    private const uint KillOnClose = 0x2000;

    private readonly SafeFileHandle _handle;

    private JobObject(SafeFileHandle handle) => _handle = handle;

    /// <summary>Puts a process into a job.</summary>
    /// <returns>The job; null where Windows refuses it, for example because the process has ended.</returns>
    public static JobObject? Around(Process process, long maxMemoryBytes)
    {
        var handle = new SafeFileHandle(CreateJobObjectW(0, 0), ownsHandle: true);
        var limits = new ExtendedLimits { Flags = KillOnClose | LimitJobMemory, JobMemory = (nuint)maxMemoryBytes };
        if (!handle.IsInvalid
            && SetInformationJobObject(handle, ExtendedLimitInformation, in limits, Marshal.SizeOf<ExtendedLimits>())
            && AssignProcessToJobObject(handle, process.SafeHandle))
            return new JobObject(handle);
        handle.Dispose();
        return null;
    }

    /// <summary>Ends all processes in the job.</summary>
    public void Dispose() => _handle.Dispose();

    [LibraryImport("kernel32")]
    private static partial nint CreateJobObjectW(nint attributes, nint name);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(SafeFileHandle job, int kind, in ExtendedLimits limits, int size);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long ProcessTime;
        public long JobTime;
        public uint Flags;
        public nuint MinimumWorkingSet;
        public nuint MaximumWorkingSet;
        public uint ActiveProcesses;
        public nuint Affinity;
        public uint Priority;
        public uint Scheduling;
        public ulong Read;
        public ulong Write;
        public ulong Other;
        public ulong ReadBytes;
        public ulong WriteBytes;
        public ulong OtherBytes;
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }
}
