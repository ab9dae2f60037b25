namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Refuses what operators are given that ONNX Runtime does not check, so that it reads what is not there or ends the process: inputs
/// that are left out, and sizes that cannot be.
/// </summary>
internal static class OnnxArguments
{
    // Of which an input other than the first may be left out, by ONNX's description.
    private static readonly HashSet<string> Lenient = new(
        ("Clip Conv ConvInteger ConvTranspose DequantizeLinear Dropout GRU Gemm LSTM MatMulInteger Pad "
        + "QLinearConv QuantizeLinear RNN ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd "
        + "ReduceSum ReduceSumSquare Resize Slice Split Squeeze Trilu").Split(' '), StringComparer.Ordinal);

    /// <summary>Checks what an operator is given.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="inputs">What it takes, <see langword="null"/> for those that are left out.</param>
    /// <exception cref="InvalidDataException">It cannot be run with it.</exception>
    public static void Require(OnnxOperator node, OnnxTensor?[] inputs)
    {
        int left = Array.IndexOf(inputs, null);
        if (left == 0 || (left > 0 && !Lenient.Contains(node.Type)))
            throw new InvalidDataException($"Its operator {node.Type} leaves out an input that it needs.");
        OnnxTensor? Input(int index) => index < inputs.Length ? inputs[index] : null;
        switch (node.Type)
        {
            // −1 and 0 stand for sizes that follow from others.
            case "Reshape": RequireReshape(node, inputs[0]!, Input(1)); break;
            case "Expand": RequireSizes(node, Input(1)?.Values, least: -1); break;
            case "Tile": RequireSizes(node, Input(1)?.Values, least: 0); break;
            case "ConstantOfShape": RequireSizes(node, Input(0)?.Values, least: 0); break;
            case "Resize": RequireSizes(node, Input(3)?.Values, least: 0); break;
            case "Pad": RequirePads(node, inputs[0]!, node.Integers("pads") ?? Input(1)?.Values); break;
        }
    }

    private static void RequireReshape(OnnxOperator node, OnnxTensor input, OnnxTensor? sizes)
    {
        RequireSizes(node, sizes?.Values, least: -1);
        if (sizes?.Values is not { } asked || input is not { Shape: not null, IsExact: true } || asked.Contains(0))
            return;
        long known = OnnxTensor.Product([.. asked.Where(size => size >= 0)]);
        if (asked.Count(size => size < 0) is var free && free > 1 || (free == 0 ? known != input.Count : input.Count % known != 0))
            throw new InvalidDataException($"Its operator {node.Type} makes {known} values of {input.Count}.");
    }

    private static void RequirePads(OnnxOperator node, OnnxTensor input, long[]? pads)
    {
        RequireSizes(node, pads, least: -int.MaxValue);
        if (pads is null || input is not { Shape: { } shape, IsExact: true } || pads.Length != 2 * shape.Length)
            return;
        for (int axis = 0; axis < shape.Length; axis++)
            if (shape[axis] + Math.Min(pads[axis], 0) + Math.Min(pads[axis + shape.Length], 0) < 0)
                throw new InvalidDataException($"Its operator {node.Type} takes away more than there is.");
    }

    private static void RequireSizes(OnnxOperator node, long[]? sizes, long least)
    {
        foreach (long size in sizes ?? [])
            if (size < least || size > int.MaxValue)
                throw new InvalidDataException($"Its operator {node.Type} asks for a size of {size}.");
    }
}
