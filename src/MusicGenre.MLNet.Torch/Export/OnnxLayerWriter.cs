using MusicGenre.MLNet.Torch.Networks.Layers;

namespace MusicGenre.MLNet.Torch.Export;

/// <summary>Writes each kind of layer as ONNX nodes, as it computes in evaluation mode.</summary>
internal sealed class OnnxLayerWriter(OnnxGraphBuilder graph)
{
    /// <summary>End of the name of a standardisation's floor: a constant of the layer, no weight.</summary>
    internal const string LeastVariance = ".least_variance";

    private static readonly long[] ChannelsAndBands = [1, 2];
    private static readonly long[] Frames = [3];
    private static readonly long[] Frequency = [2];

    /// <summary>Height of what the next layer is given, where the picture's is fixed; <see langword="null"/> where it is not known.</summary>
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
        DenseLayer dense => WriteDense(dense, name, input),
        ResidualLayer residual => WriteResidual(residual, name, input),
        SqueezeExciteLayer squeezeExcite => WriteSqueezeExcite(squeezeExcite, name, input),
        MaxPoolLayer pool => WriteMaxPool(pool, input),
        GlobalPoolLayer pool => WriteGlobalPool(pool, input),
        StandardizeLayer => WriteStandardize(name, input),
        ResizeLayer resize => WriteResize(resize, name, input),
        FlattenLayer => graph.Node("Flatten", [input], null, ("axis", 1)),
        DropoutLayer => input,
        _ => throw new NotSupportedException($"The layer {name} ({layer.GetType().Name}) has no ONNX form."),
    };

    private string WriteSequence(SequenceLayer sequence, string name, string value)
    {
        for (int i = 0; i < sequence.Layers.Count; i++)
            value = Write(sequence.Layers[i], $"{name}.{i}", value);
        return value;
    }

    private string WriteConvolution(ConvolutionLayer layer, string name, string input)
    {
        (float[] weights, float[] bias) = BatchNormFolding.Fold(layer);
        ConvolutionSpec spec = layer.Spec;
        long padding = spec.Padding;
        string output = graph.Node(
            "Conv",
            [
                input,
                graph.Constant($"{name}.weight", weights, spec.OutputChannels, spec.InputChannels / spec.Groups, spec.Kernel, spec.Kernel),
                graph.Constant($"{name}.bias", bias, spec.OutputChannels),
            ],
            null,
            ("kernel_shape", new long[] { spec.Kernel, spec.Kernel }),
            ("strides", new long[] { spec.Stride, spec.Stride }),
            ("pads", new[] { padding, padding, padding, padding }),
            ("group", spec.Groups));
        return WriteActivation(spec.Activation, output);
    }

    private string WriteDense(DenseLayer layer, string name, string input)
    {
        string output = graph.Node(
            "Gemm",
            [
                input,
                graph.Constant($"{name}.weight", BatchNormFolding.Values(layer.Linear.weight!), layer.Outputs, layer.Inputs),
                graph.Constant($"{name}.bias", BatchNormFolding.Values(layer.Linear.bias!), layer.Outputs),
            ],
            null,
            ("transB", 1));
        return WriteActivation(layer.Activation, output);
    }

    private string WriteResidual(ResidualLayer layer, string name, string input)
    {
        string body = Write(layer.Body, $"{name}.body", input);
        string shortcut = layer.Shortcut is null ? input : Write(layer.Shortcut, $"{name}.shortcut", input);
        return WriteActivation(layer.Activation, graph.Node("Add", [body, shortcut]));
    }

    /// <summary>The dense layers of the gate become 1 × 1 convolutions of a 1 × 1 picture, which spares the reshaping.</summary>
    private string WriteSqueezeExcite(SqueezeExciteLayer layer, string name, string input)
    {
        string mean = graph.Node("GlobalAveragePool", [input]);
        string squeezed = WritePointwise(layer.Squeeze, $"{name}.squeeze", mean);
        return graph.Node("Mul", [input, WritePointwise(layer.Excite, $"{name}.excite", squeezed)]);
    }

    private string WritePointwise(DenseLayer layer, string name, string input)
    {
        string output = graph.Node(
            "Conv",
            [
                input,
                graph.Constant($"{name}.weight", BatchNormFolding.Values(layer.Linear.weight!), layer.Outputs, layer.Inputs, 1, 1),
                graph.Constant($"{name}.bias", BatchNormFolding.Values(layer.Linear.bias!), layer.Outputs),
            ],
            null,
            ("kernel_shape", new long[] { 1, 1 }));
        return WriteActivation(layer.Activation, output);
    }

    private string WriteMaxPool(MaxPoolLayer layer, string input)
    {
        long padding = layer.Padding;
        return graph.Node(
            "MaxPool",
            [input],
            null,
            ("kernel_shape", new long[] { layer.Kernel, layer.Kernel }),
            ("strides", new long[] { layer.Stride, layer.Stride }),
            ("pads", new[] { padding, padding, padding, padding }));
    }

    /// <summary>
    /// Pooling nodes rather than general reductions: ONNX Runtime computes them in the layout of its convolutions, ten times as fast.
    /// </summary>
    private string WriteGlobalPool(GlobalPoolLayer layer, string input)
    {
        if (!layer.WithMaximum)
            return graph.Node("Flatten", [graph.Node("GlobalAveragePool", [input])], null, ("axis", 1));
        string course = Bands is int bands
            ? graph.Node("AveragePool", [input], null, ("kernel_shape", new long[] { bands, 1 }))
            : graph.Node("ReduceMean", [input], null, ("axes", Frequency), ("keepdims", 1));
        string both = graph.Node("Concat", [graph.Node("GlobalAveragePool", [course]), graph.Node("GlobalMaxPool", [course])], null, ("axis", 1));
        return graph.Node("Flatten", [both], null, ("axis", 1));
    }

    private string WriteStandardize(string name, string input)
    {
        string centred = graph.Node("Sub", [input, WriteMean(input)]);
        string variance = WriteMean(graph.Node("Mul", [centred, centred]));
        string floor = graph.Constant(name + LeastVariance, new[] { StandardizeLayer.LeastVariance });
        return graph.Node("Div", [centred, graph.Node("Sqrt", [graph.Node("Max", [variance, floor])])]);
    }

    /// <summary>
    /// A picture's mean, frame by frame first: ONNX Runtime sums a row that lies in .NET's memory in an order that depends on its address, and the last bits
    /// of two equal predictions would differ.
    /// </summary>
    private string WriteMean(string input)
    {
        string frames = graph.Node("ReduceMean", [input], null, ("axes", ChannelsAndBands), ("keepdims", 1));
        return graph.Node("ReduceMean", [frames], null, ("axes", Frames), ("keepdims", 1));
    }

    /// <summary>The new size is all four dimensions at once, the batch and channels taken from the input as it comes.</summary>
    private string WriteResize(ResizeLayer layer, string name, string input)
    {
        string kept = graph.Node("Slice", [graph.Node("Shape", [input]), graph.Constant($"{name}.begin", 0L), graph.Constant($"{name}.end", 2L)]);
        string size = graph.Node("Concat", [kept, graph.Constant($"{name}.size", layer.Height, layer.Width)], null, ("axis", 0));
        return graph.Node(
            "Resize",
            [input, "", "", size],
            null,
            ("mode", "linear"),
            ("coordinate_transformation_mode", "half_pixel"));
    }

    private string WriteActivation(Activation activation, string input) => activation switch
    {
        Activation.None => input,
        Activation.Relu => graph.Node("Relu", [input]),
        Activation.HardSwish => graph.Node("HardSwish", [input]),
        Activation.Sigmoid => graph.Node("Sigmoid", [input]),
        Activation.HardSigmoid => graph.Node("HardSigmoid", [input], null, ("alpha", 1f / 6), ("beta", 0.5f)),
        _ => throw new NotSupportedException($"The activation {activation} has no ONNX form."),
    };
}
