using System.Numerics.Tensors;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;
using Input = MusicGenre.MLNet.Backbones.NetworkInput;

namespace Distill.Distillation;

/// <summary>
/// A teacher at work: a window of sound in, its answers out. May be used from many threads at once, and disposed meanwhile.
/// </summary>
public sealed class Teacher : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly MelSpectrogramExtractor _extractor;
    private readonly string[] _outputs;
    private readonly SharedLifetime _lifetime;

    /// <summary>Opens a teacher's ONNX file.</summary>
    /// <param name="description">How it hears and what is learned of it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BackboneException">
    /// ONNX Runtime cannot open it, it keeps values in another file (external data), or an output is missing; the message names it.
    /// </exception>
    public Teacher(TeacherDescription description, string path)
    {
        ArgumentNullException.ThrowIfNull(description);
        if (!File.Exists(path))
            throw new FileNotFoundException($"The teacher '{description.Name}' was not found at {path}. Put {description.FrontEnd.ModelFile} into the folder of teachers.", path);
        Description = description;
        byte[] weights = File.ReadAllBytes(path);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(weights));
        _extractor = new MelSpectrogramExtractor(description.FrontEnd.Mel);
        _outputs = [.. description.Outputs.Select(output => output.Name)];
        _session = OnnxSession.Open(weights, $"the teacher '{description.Name}' at {path}");
        string[] missing = [.. _outputs.Except(_session.OutputNames)];
        if (missing.Length > 0)
        {
            _session.Dispose();
            throw new BackboneException($"The teacher '{description.Name}' at {path} has no output {string.Join(", ", missing)}; it has {string.Join(", ", _session.OutputNames)}.");
        }

        _lifetime = new SharedLifetime(this, Free);
    }

    /// <summary>How it hears and what is learned of it.</summary>
    public TeacherDescription Description { get; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The sample rate it wants, in hertz.</summary>
    public int SampleRate => Description.FrontEnd.Mel.SampleRate;

    /// <summary>The answers to one window.</summary>
    /// <param name="samples">Mono samples at <see cref="SampleRate"/>.</param>
    /// <returns>
    /// For each of the description's outputs its values, averaged over the patches; tags as probabilities.
    /// </returns>
    /// <exception cref="ArgumentException">The window is shorter than a patch of a teacher that takes no shorter ones.</exception>
    /// <exception cref="ObjectDisposedException">The teacher was disposed before.</exception>
    public float[][] Listen(ReadOnlySpan<float> samples)
    {
        using SharedLifetime.Lease lease = _lifetime.Enter();
        Input[] patches = Patches(samples);
        var values = new float[patches.Sum(patch => patch.Values.Length)];
        int filled = 0;
        foreach (Input patch in patches)
        {
            patch.Values.CopyTo(values, filled);
            filled += patch.Values.Length;
        }

        long[] shape = [patches.Length, .. patches[0].Shape.Skip(1)];
        using OrtValue tensor = OrtValue.CreateTensorValueFromMemory(values, shape);
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_runOptions, [_session.InputNames[0]], [tensor], _outputs);
        return [.. Description.Outputs.Select((output, i) => Mean(output, results[i].GetTensorDataAsSpan<float>(), patches.Length))];
    }

    /// <summary>
    /// Frees the network, and does not wait: calls that run on other threads finish, and the last of them frees it. Calls that come later
    /// throw <see cref="ObjectDisposedException"/>. A second call does nothing.
    /// </summary>
    public void Dispose() => _lifetime.Close();

    private void Free()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private Input[] Patches(ReadOnlySpan<float> samples)
    {
        BackboneDescription front = Description.FrontEnd;
        int length = Math.Min(front.WindowSamples, samples.Length);
        if (length < front.WindowSamples && !front.AcceptsShorterWindows)
        {
            throw new ArgumentException(
                $"The teacher '{Description.Name}' needs {front.Window.TotalSeconds:f2} s of sound and was given {(double)samples.Length / SampleRate:f2} s; use longer windows.",
                nameof(samples));
        }

        int count = Description.PatchesPerWindow;
        var patches = new Input[count];
        for (int i = 0; i < count; i++)
        {
            // One patch lies in the middle, several from the beginning to the end.
            int start = count == 1 ? (samples.Length - length) / 2 : (int)((long)(samples.Length - length) * i / (count - 1));
            patches[i] = Input.FromMel(_extractor.Compute(samples.Slice(start, length)), front);
        }

        return patches;
    }

    private static float[] Mean(TeacherOutput output, ReadOnlySpan<float> values, int patches)
    {
        if (values.Length != patches * output.Size)
            throw new BackboneException($"The teacher's output '{output.Name}' has {values.Length / patches} values for a patch, not {output.Size}.");
        var mean = new float[output.Size];
        var patch = new float[output.Size];
        for (int i = 0; i < patches; i++)
        {
            ReadOnlySpan<float> row = values.Slice(i * output.Size, output.Size);
            if (output.Kind == TeacherOutputKind.TagLogits)
                TensorPrimitives.Sigmoid(row, patch);
            else
                row.CopyTo(patch);
            TensorPrimitives.Add(mean, patch, mean);
        }

        TensorPrimitives.Divide(mean, patches, mean);
        return mean;
    }
}
