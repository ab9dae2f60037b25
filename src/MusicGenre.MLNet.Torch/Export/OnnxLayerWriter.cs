using MusicGenre.MLNet.Torch.Native.Numerics;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Writes each kind of layer as ONNX nodes, as it computes in evaluation mode.</summary>
internal sealed class OnnxLayerWriter(OnnxGraphBuilder graph)
{
    /// <summary>End of the name of a standardisation's floor: a constant of the layer, no weight.</summary>
    internal const string LeastVariance = ".least_variance";

    private static readonly long[] ChannelsAndBands = [1, 2];
    private static readonly long[] Frames = [3];
    private static readonly long[] Frequency = [2];

    /// <summary>Height of what the next layer is given, where the picture's is fixed; <see langword="null"/> where it is not
    /// known.</summary>
    public int? Bands { get; set; }

    /// <summary>Adds the nodes of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name in the network, from which those of its constants are made.</param>
    /// <param name="input">Name of the value it takes.</param>
    /// <returns>Name of the value it makes.</returns>
    public string Write(NetworkLayer layer, string name, string input) => layer switch
    {
        SequenceLayer sequence => WriteSequence(sequence, name, input),
        ConvolutionLayer convolution => WriteConvolution(convolution, name, input),
        DenseLayer dense => WriteDense("Gemm", dense, name, input, [dense.Outputs, dense.Inputs], ("transB", 1)),
        ResidualLayer residual => WriteResidual(residual, name, input),
        SqueezeExciteLayer squeezeExcite => WriteSqueezeExcite(squeezeExcite, name, input),
        MaxPoolLayer pool => graph.Node("MaxPool", [input], Window(pool.Kernel, pool.Stride, pool.Padding)),
        GlobalPoolLayer pool => WriteGlobalPool(pool, input),
        StandardizeLayer => WriteStandardize(name, input),
        ResizeLayer resize => WriteResize(resize, name, input),
        FlattenLayer => Flatten(input),
        DropoutLayer => input,
        _ => throw new NotSupportedException($"The layer {name} ({layer.GetType().Name}) has no ONNX form."),
    };

    /// <summary>
    /// Folds a convolution's batch normalisation into it: weights and bias of the one convolution that computes what both compute in
    /// evaluation mode, w · γ / √(σ² + ε) and β + (b − μ) · γ / √(σ² + ε) for each output channel.
    /// </summary>
    internal static (float[] Weights, float[] Bias) Fold(ConvolutionLayer layer)
    {
        float[] weights = layer.Convolution.weight.ToFloats();
        float[] bias = layer.Convolution.bias is { } own ? own.ToFloats() : new float[layer.Spec.OutputChannels];
        if (layer.Normalization is not BatchNorm2d norm)
            return (weights, bias);
        float[] gamma = norm.weight.ToFloats(), beta = norm.bias!.ToFloats();
        float[] mean = norm.running_mean!.ToFloats(), variance = norm.running_var!.ToFloats();
        int perChannel = weights.Length / bias.Length;
        for (int channel = 0; channel < bias.Length; channel++)
        {
            double factor = gamma[channel] / Math.Sqrt(variance[channel] + layer.Spec.Epsilon);
            bias[channel] = (float)(beta[channel] + ((bias[channel] - (double)mean[channel]) * factor));
            foreach (ref float weight in weights.AsSpan(channel * perChannel, perChannel))
                weight = (float)(weight * factor);
        }
        return (weights, bias);
    }

    private string WriteSequence(SequenceLayer sequence, string name, string value)
    {
        for (int i = 0; i < sequence.Layers.Count; i++)
            value = Write(sequence.Layers[i], $"{name}.{i}", value);
        return value;
    }

    private string WriteConvolution(ConvolutionLayer layer, string name, string input)
    {
        (float[] weights, float[] bias) = Fold(layer);
        ConvolutionSpec spec = layer.Spec;
        string weight = graph.Constant(
            $"{name}.weight", weights, spec.OutputChannels, spec.InputChannels / spec.Groups, spec.Kernel, spec.Kernel);
        string[] inputs = [input, weight, graph.Constant($"{name}.bias", bias, spec.OutputChannels)];
        return WriteActivation(
            spec.Activation, graph.Node("Conv", inputs, [.. Window(spec.Kernel, spec.Stride, spec.Padding), ("group", spec.Groups)]));
    }

    private string WriteDense(string operation, DenseLayer layer, string name, string input, long[] shape, (string, object) attribute)
    {
        string weight = graph.Constant($"{name}.weight", layer.Linear.weight!.ToFloats(), shape);
        string bias = graph.Constant($"{name}.bias", layer.Linear.bias!.ToFloats(), layer.Outputs);
        return WriteActivation(layer.Activation, graph.Node(operation, [input, weight, bias], attribute));
    }

    private string WriteResidual(ResidualLayer layer, string name, string input)
    {
        string body = Write(layer.Body, $"{name}.body", input);
        string shortcut = layer.Shortcut is null ? input : Write(layer.Shortcut, $"{name}.shortcut", input);
        return WriteActivation(layer.Activation, graph.Node("Add", [body, shortcut]));
    }

    // The dense layers of the gate become 1 × 1 convolutions of a 1 × 1 picture, which spares the reshaping.
    private string WriteSqueezeExcite(SqueezeExciteLayer layer, string name, string input)
    {
        string Pointwise(DenseLayer dense, string part, string value)
            => WriteDense("Conv", dense, $"{name}.{part}", value, [dense.Outputs, dense.Inputs, 1, 1],
                ("kernel_shape", new long[] { 1, 1 }));
        string squeezed = Pointwise(layer.Squeeze, "squeeze", graph.Node("GlobalAveragePool", [input]));
        return graph.Node("Mul", [input, Pointwise(layer.Excite, "excite", squeezed)]);
    }

    // Pooling nodes rather than general reductions: ONNX Runtime computes them in the layout of its convolutions, ten times as fast.
    private string WriteGlobalPool(GlobalPoolLayer layer, string input)
    {
        if (!layer.WithMaximum)
            return Flatten(graph.Node("GlobalAveragePool", [input]));
        string course = Bands is int bands
            ? graph.Node("AveragePool", [input], ("kernel_shape", new long[] { bands, 1 }))
            : graph.Node("ReduceMean", [input], ("axes", Frequency), ("keepdims", 1));
        return Flatten(graph.Node(
            "Concat", [graph.Node("GlobalAveragePool", [course]), graph.Node("GlobalMaxPool", [course])], ("axis", 1)));
    }

    private string WriteStandardize(string name, string input)
    {
        string centred = graph.Node("Sub", [input, WriteMean(input)]);
        string variance = WriteMean(graph.Node("Mul", [centred, centred]));
        string floor = graph.Constant(name + LeastVariance, new[] { StandardizeLayer.LeastVariance });
        return graph.Node("Div", [centred, graph.Node("Sqrt", [graph.Node("Max", [variance, floor])])]);
    }

    // A picture's mean, frame by frame first: ONNX Runtime sums a row that lies in .NET's memory in an order that depends on its address,
    // and the last bits of two equal predictions would differ.
    private string WriteMean(string input)
    {
        string frames = graph.Node("ReduceMean", [input], ("axes", ChannelsAndBands), ("keepdims", 1));
        return graph.Node("ReduceMean", [frames], ("axes", Frames), ("keepdims", 1));
    }

    // The new size is all four dimensions at once, the batch and channels taken from the input as it comes.
    private string WriteResize(ResizeLayer layer, string name, string input)
    {
        string kept = graph.Node(
            "Slice", [graph.Node("Shape", [input]), graph.Constant($"{name}.begin", 0L), graph.Constant($"{name}.end", 2L)]);
        string size = graph.Node("Concat", [kept, graph.Constant($"{name}.size", layer.Height, layer.Width)], ("axis", 0));
        return graph.Node("Resize", [input, "", "", size], ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel"));
    }

    private string WriteActivation(Activation activation, string input) => activation switch
    {
        Activation.None => input,
        Activation.HardSigmoid => graph.Node("HardSigmoid", [input], ("alpha", 1f / 6), ("beta", 0.5f)),
        _ => graph.Node(activation.ToString(), [input]), // Relu, HardSwish, Sigmoid: ONNX's own names
    };

    private string Flatten(string input) => graph.Node("Flatten", [input], ("axis", 1));

    private static (string, object)[] Window(long kernel, long stride, long padding) =>
    [
        ("kernel_shape", new[] { kernel, kernel }),
        ("strides", new[] { stride, stride }),
        ("pads", new[] { padding, padding, padding, padding }),
    ];
}
