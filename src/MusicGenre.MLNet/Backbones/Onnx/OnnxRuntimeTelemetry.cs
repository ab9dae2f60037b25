using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Turns off what ONNX Runtime would record and send: with its first session it writes an id of the device, the program's path,
/// processor and memory into the user's cache folder, and a few seconds later it looks up a host to send them to. Source: Privacy.md in
/// the package Microsoft.ML.OnnxRuntime.
/// </summary>
internal static class OnnxRuntimeTelemetry
{
    /// <summary>The environment variable that ONNX Runtime asks once, when it is loaded; 0 leaves telemetry on.</summary>
    public const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Turns it off, unless the user has set the variable.</summary>
    /// <remarks>
    /// It runs before any other code of this assembly, because ONNX Runtime has many ways in: a backbone's session, ML.NET's transformer
    /// in a pipeline, a model that ML.NET restores after it has loaded this assembly by name, the add-on. A call at each of them would be
    /// forgotten at the next one. It costs microseconds, and loads nothing.
    /// </remarks>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must come before ONNX Runtime whichever way in is taken; see the remarks.")]
    internal static void TurnOffUnlessTold()
    {
        try
        {
            NativeEnvironment.SetDefault(Variable, "1");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system with another C library: nothing of this assembly could be used if its initialiser threw.
        }
    }
}
