using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch.Native;

namespace TrainNetwork;

/// <summary>What is installed here and whether it computes rightly, for the head of a test run or a report of a fault.</summary>
internal static class SelfCheckReport
{
    /// <summary>Prints.</summary>
    /// <returns>The exit code: 0 if everything is right.</returns>
    public static int Print()
    {
        Console.WriteLine($".NET              {Environment.Version}");
        bool right = true;
        try
        {
            TorchSelfCheck check = TorchNative.SelfCheck();
            Console.WriteLine(check);
            right = check.IsRight;
        }
        catch (PlatformNotSupportedException e)
        {
            Console.WriteLine($"libtorch          {e.Message}");
            right = false;
        }

        return right ? 0 : 1;
    }
}
