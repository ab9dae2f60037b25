namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// The sizes of what an operator gives, from those of what it takes: an upper bound, and the shape where it follows from shapes alone.
/// Source: the operators' descriptions at onnx.ai/onnx/operators. An operator that is not here is refused.
/// </summary>
internal static class OnnxShapes
{
    private static readonly HashSet<string> SameShape = Set(
        "Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization BitwiseNot Cast CastLike Ceil Celu Clip Cos Cosh CumSum DequantizeLinear "
        + "Dropout Elu Erf Exp Floor Gelu GroupNormalization HardSigmoid HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN "
        + "LayerNormalization LeakyRelu Log LogSoftmax LpNormalization MeanVarianceNormalization Mish Neg Not QuantizeLinear "
        + "RMSNormalization Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan Tanh "
        + "ThresholdedRelu Trilu");

    private static readonly HashSet<string> Broadcast = Set(
        "Add And BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul Or PRelu Pow Sub "
        + "Sum Where Xor");

    private static readonly HashSet<string> Reduce = Set(
        "ArgMax ArgMin ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare");

    // No more values than they take, in a shape that is not worked out.
    private static readonly HashSet<string> NoLarger = Set(
        "Compress GatherElements ReverseSequence");

    private static readonly HashSet<string> GlobalPool = Set("GlobalAveragePool GlobalLpPool GlobalMaxPool");

    private static readonly HashSet<string> Recurrent = Set("GRU LSTM RNN");

    private static readonly HashSet<string> Pool = Set("AveragePool LpPool MaxPool");

    private static readonly HashSet<string> Others = Set(
        "Concat Constant ConstantOfShape Conv ConvInteger ConvTranspose DepthToSpace DynamicQuantizeLinear Expand Flatten Gather Gemm MatMul "
        + "MatMulInteger NonZero Pad QLinearConv QLinearMatMul Range Reshape Resize Shape Size Slice SpaceToDepth Split Squeeze Tile TopK "
        + "Transpose Unsqueeze Upsample");

    /// <summary>Gets whether an operator is one that networks for sound and pictures are made of.</summary>
    public static bool Knows(string type) => SameShape.Contains(type) || Broadcast.Contains(type) || Reduce.Contains(type)
        || NoLarger.Contains(type) || GlobalPool.Contains(type)
        || Recurrent.Contains(type) || Pool.Contains(type) || Others.Contains(type);

    /// <summary>Estimates what an operator gives.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="inputs">What it takes, <see langword="null"/> for those that are left out.</param>
    /// <returns>The largest of its outputs.</returns>
    /// <exception cref="InvalidDataException">Its size follows from nothing that is known before it runs.</exception>
    public static OnnxTensor Estimate(OnnxOperator node, OnnxTensor?[] inputs)
    {
        OnnxArguments.Require(node, inputs);
        OnnxTensor output = Bound(node, inputs);
        return inputs.All(input => input is null or { IsExact: true }) ? output : output with { IsExact = false };
    }

    private static OnnxTensor Bound(OnnxOperator node, OnnxTensor?[] inputs)
    {
        bool constant = inputs.All(input => input is null or { IsConstant: true });
        OnnxTensor First() => inputs.Length > 0 && inputs[0] is { } first
            ? first
            : throw new InvalidDataException($"Its operator {node.Type} has no input.");
        if (SameShape.Contains(node.Type))
            return First() with { IsConstant = constant, Values = Kept(node, First().Values) };
        if (node.Type == "NonZero")
            return OnnxTensor.AtMost(constant, Times(First().Count, First().Shape?.Length ?? MostAxes));
        if (Broadcast.Contains(node.Type))
            return Broadcasted(node.Type, inputs, constant);
        if (NoLarger.Contains(node.Type))
            return OnnxTensor.AtMost(constant, First().Count);
        if (Reduce.Contains(node.Type))
            return Reduced(node, First(), inputs, constant);
        if (GlobalPool.Contains(node.Type))
            return Pooled(First(), constant);
        if (Pool.Contains(node.Type))
            return Window(node, First(), Spatial(First(), node.Integers("kernel_shape")), channels: null, constant);
        if (Recurrent.Contains(node.Type))
            return Recurrence(node, First(), inputs, constant);
        return node.Type switch
        {
            "Constant" => node.Tensor ?? Constant(node),
            "Shape" => First() is { Shape: { } shape, IsExact: true }
                ? OnnxTensor.Numbers(constant, Cut(shape, node.Integer("start", 0), node.Integer("end", long.MaxValue)))
                : OnnxTensor.AtMost(constant, MostAxes),
            "Size" => new OnnxTensor([], 1, First() is { Shape: not null, IsExact: true } ? [First().Count] : null, constant),
            "Conv" or "ConvInteger" => Window(node, First(), Kernel(node, inputs, 1), Input(inputs, 1).Shape?.FirstOrDefault(), constant),
            "QLinearConv" => Window(node, First(), Kernel(node, inputs, 3), Input(inputs, 3).Shape?.FirstOrDefault(), constant),
            "ConvTranspose" => Transposed(node, First(), inputs, constant),
            "MatMul" or "MatMulInteger" => Product(node, First(), Input(inputs, 1), constant),
            "QLinearMatMul" => Product(node, First(), Input(inputs, 3), constant),
            "Gemm" => Gemm(node, First(), Input(inputs, 1), constant),
            "Concat" => Concat(node, inputs, constant),
            "Gather" => Gather(node, First(), Input(inputs, 1), constant),
            "Reshape" => Reshaped(First(), inputs, constant),
            "Transpose" => Permuted(node, First(), constant),
            "Flatten" => Flattened(node, First(), constant),
            "Unsqueeze" => Unsqueezed(node, First(), inputs, constant),
            "Squeeze" => Squeezed(node, First(), inputs, constant),
            "DepthToSpace" => Blocks(First(), Math.Max(1, node.Integer("blocksize", 1)), toSpace: true, constant),
            "SpaceToDepth" => Blocks(First(), Math.Max(1, node.Integer("blocksize", 1)), toSpace: false, constant),
            "Slice" => Sliced(node, First(), inputs, constant),
            "Split" => Parts(node, First(), inputs, constant),
            "TopK" => OnnxTensor.AtMost(constant, First().Count),
            "DynamicQuantizeLinear" => First() with { IsConstant = constant },
            "ConstantOfShape" => Sized(node, Input(inputs, 0), constant),
            "Expand" => Expanded(node, First(), Input(inputs, 1), constant),
            "Tile" => Tiled(node, First(), Input(inputs, 1), constant),
            "Pad" => Padded(node, First(), inputs, constant),
            "Range" => Ranged(node, inputs, constant),
            "Resize" or "Upsample" => Resized(node, First(), inputs, constant),
            _ => throw new InvalidDataException($"Its operator {node.Type} is not one that is run."),
        };
    }

    // As many as ONNX Runtime's own loops take, and element types as TensorProto numbers them.
    private const int MostAxes = 64, Int32 = 6, Int64 = 7;

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);

    private static OnnxTensor Input(OnnxTensor?[] inputs, int index) => index < inputs.Length && inputs[index] is { } input
        ? input
        : throw new InvalidDataException("An operator lacks an input.");

    private static OnnxTensor Constant(OnnxOperator node)
        => node.Integers("value_ints") is { } many ? OnnxTensor.Numbers(true, many)
            : node.Integers("value_int") is { } one ? new OnnxTensor([], 1, one, true)
            : OnnxTensor.AtMost(true, 1 << 16); // numbers or texts that are in the file themselves

    private static InvalidDataException Unbounded(OnnxOperator node)
        => new($"The size of what its operator {node.Type} gives is known only when it runs.");

    // Of what leaves each number as it is; another one may make a large number of a small one.
    private static long[]? Kept(OnnxOperator node, long[]? values) => (node.Type, node.Integer("to", 0)) switch
    {
        ("Identity", _) or ("Cast", Int64) => values,
        ("Cast", Int32) when values is not null && Array.TrueForAll(values, value => value == (int)value) => values,
        _ => null,
    };

    private static OnnxTensor Parts(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? sizes = node.Integers("split") ?? (inputs.Length > 1 ? inputs[1]?.Values : null);
        bool equal = sizes is null ? inputs.Length < 2 || inputs[1] is null : sizes.All(size => size == sizes[0]);
        long axis = node.Integer("axis", 0), parts = node.Outputs.Count;
        axis += axis < 0 ? input.Shape?.Length ?? 0 : 0;
        if (!equal || parts == 0 || input.Shape is not { } shape || axis < 0 || axis >= shape.Length || shape[axis] % parts != 0)
            return OnnxTensor.AtMost(constant, input.Count);
        long[] part = [.. shape];
        part[axis] /= parts;
        return OnnxTensor.Of(constant, part);
    }

    private static OnnxTensor Broadcasted(string type, OnnxTensor?[] inputs, bool constant)
    {
        OnnxTensor[] given = [.. inputs.OfType<OnnxTensor>()];
        if (given.Length == 0)
            throw new InvalidDataException($"Its operator {type} has no input.");
        if (given.Any(input => input.Shape is null))
        {
            OnnxTensor[] many = [.. given.Where(input => input.Count > 1)];
            return OnnxTensor.AtMost(constant, many.Length switch
            {
                0 => 1,
                1 => many[0].Count,
                // One row against one column is the product.
                _ => many.Aggregate(1L, (product, input) => Times(product, input.Count)),
            });
        }
        int rank = given.Max(input => input.Shape!.Length);
        var shape = new long[rank];
        for (int axis = 0; axis < rank; axis++)
            shape[axis] = given.Max(input => Axis(input.Shape!, axis - rank));
        return OnnxTensor.Of(constant, shape) with
        {
            Values = given.Length == 2 && rank <= 1 ? Arithmetic(type, given[0], given[1]) : null,
        };
    }

    private static long[]? Arithmetic(string type, OnnxTensor left, OnnxTensor right)
    {
        if (left.Values is not { } a || right.Values is not { } b || (a.Length != b.Length && a.Length != 1 && b.Length != 1))
            return null;
        var values = new long[Math.Max(a.Length, b.Length)];
        for (int i = 0; i < values.Length; i++)
        {
            (long x, long y) = (a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]);
            switch (type)
            {
                case "Add": values[i] = unchecked(x + y); break;
                case "Sub": values[i] = unchecked(x - y); break;
                case "Mul": values[i] = unchecked(x * y); break;
                case "Div" when y is not (0 or -1): values[i] = x / y; break;
                case "Max": values[i] = Math.Max(x, y); break;
                case "Min": values[i] = Math.Min(x, y); break;
                case "Equal": values[i] = x == y ? 1 : 0; break;
                case "Greater": values[i] = x > y ? 1 : 0; break;
                case "Less": values[i] = x < y ? 1 : 0; break;
                default: return null;
            }
        }
        return values;
    }

    // From the end: −1 is the last.
    private static long Axis(long[] shape, int fromEnd) => shape.Length + fromEnd >= 0 ? shape[shape.Length + fromEnd] : 1;

    private static T[] Cut<T>(T[] values, long start, long end)
    {
        int from = (int)Math.Clamp(start < 0 ? start + values.Length : start, 0, values.Length);
        int to = (int)Math.Clamp(end < 0 ? end + values.Length : end, from, values.Length);
        return values[from..to];
    }

    private static long[]? Kernel(OnnxOperator node, OnnxTensor?[] inputs, int weights)
        => node.Integers("kernel_shape") ?? (weights < inputs.Length && inputs[weights]?.Shape is { Length: > 2 } shape ? shape[2..] : null);

    private static long[]? Spatial(OnnxTensor input, long[]? kernel)
        => kernel is not null && input.Shape is { } shape && shape.Length != kernel.Length + 2 ? null : kernel;

    // (size + padding − dilated kernel) / stride + 1
    private static OnnxTensor Window(OnnxOperator node, OnnxTensor input, long[]? kernel, long? channels, bool constant)
    {
        if (input.Shape is not { Length: > 2 } shape || kernel is null || kernel.Length != shape.Length - 2)
            throw Unbounded(node);
        long[] output = [.. shape];
        if (channels is { } count)
            output[1] = count;
        RequireSmall(node, kernel);
        bool same = node.Text("auto_pad").StartsWith("SAME", StringComparison.Ordinal);
        long[]? pads = node.Integers("pads"), strides = node.Integers("strides"), dilations = node.Integers("dilations");
        for (int i = 0; i < kernel.Length; i++)
        {
            long stride = Math.Max(1, At(strides, i, 1)), extent = ((kernel[i] - 1) * Math.Max(1, At(dilations, i, 1))) + 1;
            long padded = shape[i + 2] + Math.Max(0, At(pads, i, 0)) + Math.Max(0, At(pads, i + kernel.Length, 0));
            long steps = Math.Max(0, padded - extent);
            output[i + 2] = same ? (shape[i + 2] + stride - 1) / stride
                : node.Integer("ceil_mode", 0) == 0 ? (steps / stride) + 1 : ((steps + stride - 1) / stride) + 1;
        }
        // How it rounds up has changed from one version of ONNX to the next.
        return OnnxTensor.Of(constant, output) with { IsExact = node.Integer("ceil_mode", 0) == 0 };
    }

    // So that no product of them is more than a number holds.
    private static void RequireSmall(OnnxOperator node, long[] kernel)
    {
        foreach (long[]? numbers in (long[]?[])[kernel, .. Windows.Select(node.Integers)])
            if (numbers is not null && numbers.Any(number => number is < 0 or > int.MaxValue))
                throw new InvalidDataException($"Its operator {node.Type} has a kernel, a stride or a pad that cannot be.");
    }

    private static readonly string[] Windows = ["pads", "strides", "dilations", "output_padding", "output_shape"];

    private static long At(long[]? values, int index, long fallback) => values is not null && index < values.Length ? values[index] : fallback;

    private static OnnxTensor Transposed(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? weights = Input(inputs, 1).Shape;
        if (input.Shape is not { Length: > 2 } shape || weights?.Length != shape.Length)
            throw Unbounded(node);
        long[] output = [.. shape];
        output[1] = weights[1] * Math.Max(1, node.Integer("group", 1));
        RequireSmall(node, weights);
        bool same = node.Text("auto_pad").StartsWith("SAME", StringComparison.Ordinal);
        long[]? pads = node.Integers("pads");
        for (int i = 0; i < shape.Length - 2; i++)
        {
            long stride = Math.Max(1, At(node.Integers("strides"), i, 1)), dilation = Math.Max(1, At(node.Integers("dilations"), i, 1));
            long whole = (stride * Math.Max(0, shape[i + 2] - 1)) + (dilation * Math.Max(0, weights[i + 2] - 1)) + 1
                + At(node.Integers("output_padding"), i, 0) - At(pads, i, 0) - At(pads, i + shape.Length - 2, 0);
            output[i + 2] = node.Integers("output_shape") is { } asked ? asked[^(shape.Length - 2 - i)]
                : same ? stride * shape[i + 2] : Math.Max(0, whole);
        }
        return OnnxTensor.Of(constant, output);
    }

    private static OnnxTensor Product(OnnxOperator node, OnnxTensor left, OnnxTensor right, bool constant)
    {
        if (right.Shape is not { Length: >= 1 } b)
            throw Unbounded(node);
        long columns = b.Length == 1 ? 1 : b[^1], inner = b.Length == 1 ? b[0] : b[^2];
        if (left.Shape is not { Length: >= 1 } a)
            return b.Length <= 2 ? OnnxTensor.AtMost(constant, Times(left.Most / Math.Max(1, inner), columns)) : throw Unbounded(node);
        int rank = Math.Max(a.Length, b.Length);
        var shape = new long[Math.Max(2, rank)];
        for (int axis = 0; axis < shape.Length - 2; axis++)
            shape[axis] = Math.Max(Axis(a, axis - shape.Length), Axis(b, axis - shape.Length));
        shape[^2] = a.Length == 1 ? 1 : a[^2];
        shape[^1] = columns;
        return OnnxTensor.Of(constant, shape);
    }

    private static OnnxTensor Gemm(OnnxOperator node, OnnxTensor left, OnnxTensor right, bool constant)
    {
        if (right.Shape is not { Length: 2 } b)
            throw Unbounded(node);
        (long inner, long columns) = node.Integer("transB", 0) == 0 ? (b[0], b[1]) : (b[1], b[0]);
        return left.Shape is { Length: 2 } a
            ? OnnxTensor.Of(constant, node.Integer("transA", 0) == 0 ? a[0] : a[1], columns)
            : OnnxTensor.AtMost(constant, Times(left.Most / Math.Max(1, inner), columns));
    }

    private static OnnxTensor Concat(OnnxOperator node, OnnxTensor?[] inputs, bool constant)
    {
        OnnxTensor[] parts = [.. inputs.OfType<OnnxTensor>()];
        long most = parts.Aggregate(0L, (sum, part) => Plus(sum, part.Count));
        if (parts.Length == 0 || parts.Any(part => part.Shape is null))
            return OnnxTensor.AtMost(constant, most);
        long[] shape = [.. parts[0].Shape!];
        long axis = node.Integer("axis", 0);
        axis += axis < 0 ? shape.Length : 0;
        if (axis < 0 || axis >= shape.Length || parts.Any(part => part.Shape!.Length != shape.Length))
            return OnnxTensor.AtMost(constant, most);
        shape[axis] = parts.Aggregate(0L, (sum, part) => Plus(sum, part.Shape![axis]));
        return OnnxTensor.Of(constant, shape) with { Values = axis == 0 ? Together(parts) : null };
    }

    private static long[]? Together(OnnxTensor[] parts)
        => parts.Length > 0 && parts.All(part => part.Values is not null) && parts.Sum(part => (long)part.Values!.Length) <= 1_024
            ? [.. parts.SelectMany(part => part.Values!)]
            : null;

    private static OnnxTensor Gather(OnnxOperator node, OnnxTensor data, OnnxTensor indices, bool constant)
    {
        long axis = node.Integer("axis", 0);
        if (data.Shape is not { Length: > 0 } shape)
            return OnnxTensor.AtMost(constant, Times(data.Count, indices.Count));
        axis += axis < 0 ? shape.Length : 0;
        if (axis < 0 || axis >= shape.Length)
            throw new InvalidDataException("Its operator Gather names an axis that is not there.");
        long others = OnnxTensor.Product(shape) / Math.Max(1, shape[axis]);
        long[]? picked = shape.Length == 1 && data.Values is { } values && indices.Values is { } places
            && places.All(place => place >= -values.Length && place < values.Length)
                ? [.. places.Select(place => values[place < 0 ? place + values.Length : place])]
                : null;
        return indices.Shape is { } inner
            ? OnnxTensor.Of(constant, [.. shape[..(int)axis], .. inner, .. shape[((int)axis + 1)..]]) with { Values = picked }
            : OnnxTensor.AtMost(constant, Times(others, indices.Count));
    }

    // As many values as before, whatever the shape says.
    private static OnnxTensor Reshaped(OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        if (inputs.Length < 2 || inputs[1]?.Values is not { } asked || input.Shape is null)
            return new OnnxTensor(null, input.Count, input.Values, constant);
        long[] shape = [.. asked];
        for (int i = 0; i < shape.Length; i++)
            if (shape[i] == 0 && i < input.Shape.Length)
                shape[i] = input.Shape[i];
        long known = OnnxTensor.Product([.. shape.Where(size => size >= 0)]);
        for (int i = 0; i < shape.Length; i++)
            if (shape[i] < 0)
                shape[i] = known > 0 ? input.Count / known : 0;
        return OnnxTensor.Product(shape) == input.Count
            ? new OnnxTensor(shape, input.Count, input.Values, constant)
            : OnnxTensor.AtMost(constant, input.Count);
    }

    private static OnnxTensor Permuted(OnnxOperator node, OnnxTensor input, bool constant)
    {
        if (input.Shape is not { } shape)
            return OnnxTensor.AtMost(constant, input.Count);
        long[] order = node.Integers("perm") ?? [.. Enumerable.Range(0, shape.Length).Reverse().Select(axis => (long)axis)];
        return order.Length == shape.Length && order.All(axis => axis >= 0 && axis < shape.Length)
            ? OnnxTensor.Of(constant, [.. order.Select(axis => shape[axis])]) with { Values = PermutedValues(input, order) }
            : OnnxTensor.AtMost(constant, input.Count);
    }

    private static long[]? PermutedValues(OnnxTensor input, long[] order) => input.Values is not { } values ? null
        : order is [0] or [0, 1] ? values
        : order is [1, 0] && input.Shape is [{ } rows, { } columns] && values.Length == rows * columns
            ? [.. Enumerable.Range(0, values.Length).Select(i => values[((i % rows) * columns) + (i / rows)])]
        : null;

    private static long[]? Axes(OnnxOperator node, OnnxTensor?[] inputs, int rank)
    {
        long[]? axes = node.Integers("axes") ?? (inputs.Length > 1 ? inputs[1]?.Values : null);
        axes = axes is null ? null : [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        return axes is not null && axes.All(axis => axis >= 0 && axis < rank) ? axes : null;
    }

    private static OnnxTensor Reduced(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        bool one = node.Type.StartsWith("Arg", StringComparison.Ordinal), keep = node.Integer("keepdims", 1) != 0;
        if (input.Shape is not { } shape)
            return OnnxTensor.AtMost(constant, input.Count);
        long axis = node.Integer("axis", 0);
        long[]? axes = one ? [axis < 0 ? axis + shape.Length : axis] : Axes(node, inputs, shape.Length);
        if (axes is null)
            return OnnxTensor.AtMost(constant, input.Count);
        return keep
            ? OnnxTensor.Of(constant, [.. shape.Select((size, index) => axes.Contains(index) ? 1 : size)])
            : OnnxTensor.Of(constant, [.. shape.Where((_, index) => !axes.Contains(index))]);
    }

    private static OnnxTensor Pooled(OnnxTensor input, bool constant) => input.Shape is { Length: > 2 } shape
        ? OnnxTensor.Of(constant, [.. shape.Select((size, axis) => axis < 2 ? size : 1)])
        : OnnxTensor.AtMost(constant, input.Count);

    private static OnnxTensor Flattened(OnnxOperator node, OnnxTensor input, bool constant)
    {
        if (input.Shape is not { } shape)
            return OnnxTensor.AtMost(constant, input.Count);
        int axis = (int)Math.Clamp(node.Integer("axis", 1) is var at && at < 0 ? at + shape.Length : at, 0, shape.Length);
        return OnnxTensor.Of(constant, OnnxTensor.Product(shape.AsSpan(0, axis)), OnnxTensor.Product(shape.AsSpan(axis)));
    }

    private static OnnxTensor Unsqueezed(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? given = node.Integers("axes") ?? (inputs.Length > 1 ? inputs[1]?.Values : null);
        if (input.Shape is not { } shape || given is null || Axes(node, inputs, shape.Length + given.Length) is not { } axes)
            return new OnnxTensor(null, input.Count, input.Values, constant);
        var sizes = new List<long>(shape);
        foreach (long axis in axes.Order())
            sizes.Insert((int)Math.Min(axis, sizes.Count), 1);
        return new OnnxTensor([.. sizes], input.Count, input.Values, constant);
    }

    private static OnnxTensor Squeezed(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        if (input.Shape is not { } shape)
            return new OnnxTensor(null, input.Count, input.Values, constant);
        long[]? axes = Axes(node, inputs, shape.Length);
        long[] left = [.. shape.Where((size, axis) => axes is null ? size != 1 : !axes.Contains(axis))];
        return OnnxTensor.Product(left) == input.Count
            ? new OnnxTensor(left, input.Count, input.Values, constant)
            : OnnxTensor.AtMost(constant, input.Count);
    }

    private static OnnxTensor Blocks(OnnxTensor input, long size, bool toSpace, bool constant)
    {
        if (input.Shape is not [{ } batch, { } channels, { } height, { } width] || size > short.MaxValue)
            return OnnxTensor.AtMost(constant, input.Count);
        return toSpace
            ? OnnxTensor.Of(constant, batch, channels / (size * size), height * size, width * size)
            : OnnxTensor.Of(constant, batch, channels * size * size, height / size, width / size);
    }

    // Of tensors that are no shapes only the size is bounded. Exporters turn the pads of PyTorch round by a slice with step −1.
    private static OnnxTensor Sliced(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? At(string name, int index) => node.Integers(name) ?? (index < inputs.Length ? inputs[index]?.Values : null);
        if (input.Values is not { } values || input.Shape is not { Length: 1 or 2 } shape || At("starts", 1) is not [{ } start]
            || At("ends", 2) is not [{ } end] || (At("axes", 3) ?? [0]) is not [0] || (At("steps", 4) ?? [1]) is not [1 or -1] steps
            || (steps[0] == -1 && !(start == -1 && end < -shape[0])))
            return SlicedShape(input, At("starts", 1), At("ends", 2), At("axes", 3), At("steps", 4), constant);
        long row = shape.Length == 1 ? 1 : shape[1];
        long[][] rows = [.. values.Chunk((int)Math.Max(1, row))];
        long[][] taken = steps[0] == 1 ? Cut(rows, start, end) : [.. rows.Reverse()];
        return new OnnxTensor(
            shape.Length == 1 ? [taken.Length] : [taken.Length, row], input.Count, [.. taken.SelectMany(part => part)], constant);
    }

    private static OnnxTensor SlicedShape(
        OnnxTensor input, long[]? starts, long[]? ends, long[]? axes, long[]? steps, bool constant)
    {
        axes ??= starts is null ? null : [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        if (input.Shape is not { } shape || starts is null || ends?.Length != starts.Length || axes?.Length != starts.Length
            || steps?.Any(step => step != 1) == true || axes.Any(axis => axis < -shape.Length || axis >= shape.Length))
            return OnnxTensor.AtMost(constant, input.Count);
        long[] left = [.. shape];
        for (int i = 0; i < starts.Length; i++)
        {
            long axis = axes[i] < 0 ? axes[i] + shape.Length : axes[i], size = left[axis];
            long from = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, size);
            left[axis] = Math.Max(0, Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], 0, size) - from);
        }
        return OnnxTensor.Of(constant, left);
    }

    private static OnnxTensor Sized(OnnxOperator node, OnnxTensor size, bool constant) => size.Values is { } shape
        ? OnnxTensor.Of(constant, shape) with { Values = Filled(node, OnnxTensor.Product(shape)) }
        : throw Unbounded(node);

    // The value is 0 unless another one is given.
    private static long[]? Filled(OnnxOperator node, long count)
        => count <= 64 && (node.Tensor is null ? [0] : node.Tensor.Values) is [{ } value] ? [.. Enumerable.Repeat(value, (int)count)] : null;

    private static OnnxTensor Expanded(OnnxOperator node, OnnxTensor input, OnnxTensor size, bool constant)
        => size.Values is { } shape && input.Shape is not null
            ? Broadcasted(node.Type, [input with { Values = null }, OnnxTensor.Of(constant, shape)], constant)
            : size.Values is { } most ? OnnxTensor.AtMost(constant, Times(input.Count, OnnxTensor.Product(most))) : throw Unbounded(node);

    private static OnnxTensor Tiled(OnnxOperator node, OnnxTensor input, OnnxTensor repeats, bool constant)
    {
        if (repeats.Values is not { } times)
            throw Unbounded(node);
        return input.Shape is { } shape && shape.Length == times.Length
            ? OnnxTensor.Of(constant, [.. shape.Zip(times, Times)])
            : OnnxTensor.AtMost(constant, Times(input.Count, OnnxTensor.Product(times)));
    }

    private static OnnxTensor Padded(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? pads = node.Integers("pads") ?? (inputs.Length > 1 ? inputs[1]?.Values : null);
        if (pads is null || input.Shape is not { } shape)
            throw Unbounded(node);
        // Pads of some axes only: each may be any of them.
        if (pads.Length != 2 * shape.Length || (inputs.Length > 3 && inputs[3] is not null))
            return OnnxTensor.Of(constant, [.. shape.Select(size => Plus(size, pads.Sum(pad => Math.Max(0, Math.Min(pad, int.MaxValue)))))])
                with { IsExact = false };
        return OnnxTensor.Of(
            constant, [.. shape.Select((size, axis) => Math.Max(0, Plus(size, Plus(pads[axis], pads[axis + shape.Length]))))]);
    }

    private static OnnxTensor Ranged(OnnxOperator node, OnnxTensor?[] inputs, bool constant)
    {
        if (inputs is not [{ Values: [{ } start] }, { Values: [{ } limit] }, { Values: [{ } delta] }] || delta == 0)
            throw Unbounded(node);
        Int128 count = Int128.Max(0, (((Int128)limit - start) / delta) + 1);
        return OnnxTensor.AtMost(constant, (long)Int128.Min(count, long.MaxValue));
    }

    private static OnnxTensor Resized(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        long[]? sizes = inputs.Length > 3 ? inputs[3]?.Values : null;
        bool asGiven = node.Integers("axes") is null && (node.Text("keep_aspect_ratio_policy") is "" or "stretch");
        return sizes is not null && asGiven && sizes.Length == input.Shape?.Length ? OnnxTensor.Of(constant, sizes) : throw Unbounded(node);
    }

    // [sequence, directions, batch, hidden]
    private static OnnxTensor Recurrence(OnnxOperator node, OnnxTensor input, OnnxTensor?[] inputs, bool constant)
    {
        if (inputs.Length < 3 || inputs[1]?.Shape is not { Length: 3 } || inputs[2]?.Shape is not { Length: 3 } hidden)
            throw Unbounded(node);
        long values = input.Shape is { Length: 3 } shape ? Times(shape[0], shape[1]) : input.Count;
        return OnnxTensor.AtMost(constant, Times(Times(values, hidden[0]), hidden[2]));
    }

    private static long Times(long a, long b) => OnnxTensor.Product([a, b]);

    private static long Plus(long a, long b) => (long)Int128.Min((Int128)a + b, long.MaxValue);
}
