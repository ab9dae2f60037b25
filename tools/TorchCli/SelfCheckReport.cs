using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch.Native;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>What is installed here and whether it computes rightly, for the head of a test run or a report of a fault.</summary>
/// <param name="output">Where it is written.</param>
internal sealed class SelfCheckReport(TextWriter output)
{
    /// <summary>Checks and writes.</summary>
    /// <returns>Whether everything is right.</returns>
    public bool Write()
    {
        output.WriteLine($".NET              {Environment.Version}");
        return Torch() & OnnxRuntime();
    }

    private bool Torch()
    {
        try
        {
            TorchSelfCheck check = TorchNative.SelfCheck();
            output.WriteLine(check);
            return check.IsRight;
        }
        catch (PlatformNotSupportedException e)
        {
            output.WriteLine($"libtorch          {e.Message}");
            return false;
        }
    }

    // Opening a backbone compares it with its reference.
    private bool OnnxRuntime()
    {
        string version = OrtEnv.Instance().GetVersionString();
        try
        {
            foreach (string name in (string[])["mobile", "resnet"])
                BackboneCatalog.Open(name).Dispose();
            output.WriteLine($"ONNX Runtime      {version}, gives the references of the networks in the package");
            return true;
        }
        catch (BackboneException e)
        {
            output.WriteLine($"ONNX Runtime      {version}: {e.Message}");
            return false;
        }
    }
}
