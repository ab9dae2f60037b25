using Microsoft.ML.OnnxRuntime;
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
        return Torch() & OnnxRuntime() ? 0 : 1;
    }

    private static bool Torch()
    {
        try
        {
            TorchSelfCheck check = TorchNative.SelfCheck();
            Console.WriteLine(check);
            return check.IsRight;
        }
        catch (PlatformNotSupportedException e)
        {
            Console.WriteLine($"libtorch          {e.Message}");
            return false;
        }
    }

    // Opening a backbone compares it with its reference.
    private static bool OnnxRuntime()
    {
        string version = OrtEnv.Instance().GetVersionString();
        try
        {
            foreach (string name in (string[])["mobile", "resnet"])
                BackboneCatalog.Open(name).Dispose();
            Console.WriteLine($"ONNX Runtime      {version}, gives the references of the networks in the package");
            return true;
        }
        catch (BackboneException e)
        {
            Console.WriteLine($"ONNX Runtime      {version}: {e.Message}");
            return false;
        }
    }
}
