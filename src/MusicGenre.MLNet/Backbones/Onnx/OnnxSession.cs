using Microsoft.ML.OnnxRuntime;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>The one place where a network's bytes become a session of ONNX Runtime: they may come from a stranger.</summary>
internal static class OnnxSession
{
    // Without it ONNX Runtime takes its own file format as well, which the guard cannot read.
    private const string FormatOption = "session.load_model_format";

    /// <summary>Opens a network that computes on the calling thread.</summary>
    /// <param name="weights">The ONNX file's bytes.</param>
    /// <param name="what">What they are, for messages, e.g. "the network of backbone 'mobile'".</param>
    /// <param name="inputShape">
    /// The shape of its input, by which its effort is estimated; <see langword="null"/> for a network that this library just made.
    /// </param>
    /// <exception cref="BackboneException">
    /// The file is damaged or no ONNX file, it keeps values in another file, it asks for operators or sizes that are not run, or ONNX
    /// Runtime cannot open it.
    /// </exception>
    public static InferenceSession Open(byte[] weights, string what, long[]? inputShape = null)
    {
        RequireSelfContained(weights, what);
        RequireProportionate(weights, what, inputShape);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // What goes wrong is told by an exception; nothing is written to the console of the program that uses this library.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry(FormatOption, "ONNX");
        try
        {
            return new InferenceSession(weights, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw CannotOpen(what, e);
        }
    }

    private static void RequireSelfContained(byte[] weights, string what)
    {
        string? external;
        try
        {
            external = OnnxGuard.FindExternalTensor(weights);
        }
        catch (InvalidDataException e)
        {
            throw CannotOpen(what, e);
        }

        if (external is not null)
            throw new BackboneException(
                $"Refused to open {what}: its tensor '{external}' has its values in another file (external data), which is never read. "
                + "Save the network with its weights inside the ONNX file.");
    }

    /// <summary>Refuses a network that would take too much for an input of a shape.</summary>
    /// <exception cref="BackboneException">It would.</exception>
    public static void RequireProportionate(byte[] weights, string what, long[]? inputShape)
    {
        if (inputShape is null)
            return;
        try
        {
            OnnxEffort.Require(weights, inputShape);
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentException or ArithmeticException)
        {
            // The latter ones: operators with fewer inputs or other attributes than they have by ONNX's description.
            throw new BackboneException($"Refused to open {what}: {e.Message} Check that its file is a whole ONNX model of a network.", e);
        }
    }

    private static BackboneException CannotOpen(string what, Exception e)
        => new($"ONNX Runtime cannot open {what}: {e.Message} Check that its file is a whole ONNX model.", e);
}
