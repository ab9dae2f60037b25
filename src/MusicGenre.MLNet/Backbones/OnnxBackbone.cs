using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// A pretrained network in an ONNX file, run by ONNX Runtime on the processor. One session serves all threads; it computes on the
/// calling thread, so that the work on many segments or files shares the cores without fighting over them.
/// </summary>
internal sealed class OnnxBackbone : Backbone
{
    private const int MostCheckedShapes = 1_000;

    private readonly byte[] _weights;
    private readonly Lazy<string> _hash;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = Silent();
    private readonly ConcurrentDictionary<(long, long, long, long), bool> _checkedShapes = new();
    private readonly string _inputName;
    private readonly MelSpectrogramExtractor _extractor;
    private volatile bool _hasRun;

    /// <summary>Opens a network.</summary>
    /// <param name="description">Its front end, segments and embedding output.</param>
    /// <param name="weights">The ONNX file's bytes.</param>
    /// <param name="compute">Computes the embedding of the synthetic input; a test plants a wrong one.</param>
    /// <exception cref="BackboneException">See <see cref="BackboneCatalog.Open(BackboneDescription, byte[])"/>.</exception>
    public OnnxBackbone(BackboneDescription description, byte[] weights, Func<Backbone, float[]>? compute = null)
        : base(description)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights = weights;
        _hash = new Lazy<string>(() => HashOf(description, weights));
        // Before the session: what is damaged is told as damaged, whatever ONNX Runtime would say of it.
        BackboneReference? reference = RequireUndamaged(description, weights);
        _session = OnnxSession.Open(weights, What, NetworkInput.ShapeFor(description));
        _inputName = description.InputName.Length > 0 ? description.InputName : _session.InputNames.FirstOrDefault("");
        RequireInputAndOutput();
        _extractor = new MelSpectrogramExtractor(description.Mel);
        RequireRight(reference, compute ?? ReferenceInput.Embed);
    }

    /// <inheritdoc/>
    public override string Hash => _hash.Value;

    /// <inheritdoc/>
    public override long ParameterCount => OnnxParameters.Count(_weights);

    internal override ReadOnlyMemory<byte> Weights => _weights;

    /// <summary>The names of the network's outputs.</summary>
    internal IReadOnlyList<string> OutputNames => _session.OutputNames;

    /// <inheritdoc/>
    internal override float[] EmbedPictureLeased(SpectrogramImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (!AcceptsPictures)
            throw KnownBackbones.NeedsAudio(Name);
        return RunLeased(NetworkInput.FromPicture(picture, Description));
    }

    /// <summary>Runs the network on a tensor that is ready for it.</summary>
    /// <param name="input">The input's values, row-major.</param>
    /// <param name="shape">The input's shape; its first axis is the batch.</param>
    /// <param name="output">The output's name.</param>
    /// <returns>The output's values, row-major.</returns>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before.</exception>
    internal float[] Run(Memory<float> input, long[] shape, string output)
    {
        using SharedLifetime.Lease lease = Enter();
        return RunLeased(input, shape, output);
    }

    /// <summary>The embedding of a spectrogram made by the network's own front end.</summary>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before.</exception>
    internal float[] EmbedMel(MelSpectrogram mel)
    {
        using SharedLifetime.Lease lease = Enter();
        return EmbedMelLeased(mel);
    }

    private float[] EmbedMelLeased(MelSpectrogram mel) => RunLeased(NetworkInput.FromMel(mel, Description));

    private float[] RunLeased(NetworkInput input) => Embedding(input.Values, input.Shape);

    // An embedding that is no numbers would be an answer that is none.
    private float[] Embedding(Memory<float> input, long[] shape)
    {
        float[] values = RunLeased(input, shape, Description.EmbeddingOutput);
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new BackboneException(
            $"The network of backbone '{Name}' gives values that are not numbers; its weights are damaged.");
    }

    private string What => $"the network of backbone '{Name}'";

    private static RunOptions Silent() => new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    // What a network takes may depend on the shape in any way: a picture's width, a segment that is shorter.
    private void RequireProportionate(long[] shape)
    {
        (long, long, long, long) key = (shape[0], shape[1], shape[^2], shape[^1]);
        if (_checkedShapes.ContainsKey(key))
            return;
        OnnxSession.RequireProportionate(_weights, What, shape);
        if (_checkedShapes.Count < MostCheckedShapes)
            _checkedShapes[key] = true;
    }

    private float[] RunLeased(Memory<float> input, long[] shape, string output)
    {
        RequireProportionate(shape);
        using OrtValue tensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, shape);
        using IDisposableReadOnlyCollection<OrtValue> results = _hasRun ? Run(_runOptions, tensor, output) : RunFirst(tensor, output);
        float[] values = results[0].GetTensorDataAsSpan<float>().ToArray();
        _hasRun = true;
        return values;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(RunOptions options, OrtValue tensor, string output)
    {
        try
        {
            return _session.Run(options, [_inputName], [tensor], [output]);
        }
        catch (OnnxRuntimeException e)
        {
            throw new BackboneException(
                options.Terminate
                    ? $"The first run of the network of backbone '{Name}' took longer than {InputLimits.Current.MaxFirstRun.TotalSeconds:0.#} s "
                        + $"(InputLimits.{nameof(InputLimits.MaxFirstRun)}) and was stopped."
                    : $"The network of backbone '{Name}' cannot be run: {e.Message} Correct the description or the file.",
                e);
        }
    }

    // A network that does not end is stopped once, at its first run; those after it take as long as that one did.
    private IDisposableReadOnlyCollection<OrtValue> RunFirst(OrtValue tensor, string output)
    {
        using RunOptions options = Silent();
        using var timer = new Timer(_ => options.Terminate = true, null, InputLimits.Current.MaxFirstRun, Timeout.InfiniteTimeSpan);
        try
        {
            return Run(options, tensor, output);
        }
        finally
        {
            // Not before the timer's last call is over may the options be freed.
            using var over = new ManualResetEvent(false);
            if (timer.Dispose(over))
                over.WaitOne();
        }
    }

    private protected override float[] EmbedFullWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change)
    {
        if (change is null && Description.Layout == BackboneLayout.ChannelMelsFrames)
            return EmbedInPlace(window);
        MelSpectrogram mel = _extractor.Compute(window);
        if (change is not null)
            mel = change(mel);
        return AcceptsPictures ? EmbedPictureLeased(SpectrogramImage.FromMel(mel)) : EmbedMelLeased(mel);
    }

    /// <summary>
    /// Computes the spectrogram, or the picture, in lent memory that becomes the network's input as it is, without an object for either.
    /// </summary>
    private float[] EmbedInPlace(ReadOnlySpan<float> window)
    {
        MelOptions front = Description.Mel;
        int frames = _extractor.FrameCount(window.Length);
        NetworkInput.RequireFrames(frames, Description);
        int count = front.MelBands * frames;
        float[] lent = ArrayPool<float>.Shared.Rent(count);
        try
        {
            Span<float> values = lent.AsSpan(0, count);
            _extractor.Compute(window, values);
            if (AcceptsPictures)
                PictureLevels.Normalize(values, front.DynamicRange, Description.PixelMean, Description.PixelScale);
            return Embedding(lent.AsMemory(0, count), [1, 1, front.MelBands, frames]);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(lent);
        }
    }

    private protected override void Free()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private static string HashOf(BackboneDescription description, byte[] weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Without the reference, which says nothing about what is computed: caches and models made before there were any stay valid.
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
            description with { Reference = null }, BackboneJson.Type<BackboneDescription>()));
        hash.AppendData(weights);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static BackboneReference? RequireUndamaged(BackboneDescription description, byte[] weights)
    {
        int length = weights.Length;
        BackboneReference? reference = description.Reference;
        if (reference is null && FindReference(description, weights) is { } own)
            (reference, length) = own;
        if (reference is not null)
            ReferenceCheck.RequireUndamaged(description.Name, weights.AsSpan(0, length), reference);
        return reference;
    }

    private static (BackboneReference Reference, int Length)? FindReference(BackboneDescription description, byte[] weights)
    {
        try
        {
            return ExportedReference.Find(weights, description.EmbeddingOutput);
        }
        catch (InvalidDataException)
        {
            return null; // no ONNX file: opening the session says so
        }
    }

    private void RequireRight(BackboneReference? reference, Func<Backbone, float[]> compute)
    {
        if (reference is null)
            return;
        try
        {
            ReferenceCheck.RequireRight(this, reference, compute);
        }
        catch
        {
            Dispose(); // the caller never gets it
            throw;
        }
    }

    // A type or a number of inputs that is not what is given would end in an error of ONNX Runtime's at the first run.
    private void RequireInputAndOutput()
    {
        string output = Description.EmbeddingOutput;
        string? problem = _session.InputNames.Count == 0 ? "no input"
            : !_session.InputNames.Contains(_inputName)
                ? $"no input '{_inputName}'; its inputs are {string.Join(", ", _session.InputNames)}"
            : !_session.OutputNames.Contains(output)
                ? $"no output '{output}'; its outputs are {string.Join(", ", _session.OutputNames)}"
            : _session.InputNames.Count > 1 ? $"more than one input: {string.Join(", ", _session.InputNames)}"
            : !IsFloats(_session.InputMetadata[_inputName]) ? $"an input '{_inputName}' that takes no 32-bit floats"
            : !IsFloats(_session.OutputMetadata[output]) ? $"an output '{output}' that is no 32-bit floats"
            : null;
        if (problem is null)
            return;
        _session.Dispose();
        throw new BackboneException($"The network of backbone '{Name}' has {problem}. Correct the description or the file.");
    }

    private static bool IsFloats(NodeMetadata node) => node.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR && node.ElementType == typeof(float);
}
