using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>
/// How libtorch's threads wait for one another. GNU OpenMP's threads turn in circles while they wait, which on a machine that other work
/// shares takes the very cores that they are waiting for: beside one busy program a training is twice as fast if they sleep, and about as
/// fast on idle cores (docs/backbone.md).
/// </summary>
internal static class OpenMpWaiting
{
    /// <summary>The environment variable of OpenMP 3.0 that says how threads wait.</summary>
    public const string Variable = "OMP_WAIT_POLICY";

    /// <summary>Lets them sleep, unless the variable is set already. GNU OpenMP reads it once, so libtorch must not have been loaded
    /// yet.</summary>
    public static void SleepUnlessTold()
    {
        if (OperatingSystem.IsLinux())
            NativeEnvironment.SetDefault(Variable, "PASSIVE");
    }
}
