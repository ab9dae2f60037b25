namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>
/// Estimates, before anything is opened or run, what a network from a stranger would take: a file of 200 bytes can ask for gigabytes, or
/// never end. There are no loops; of branches only those that sizes decide, which PyTorch writes for <c>squeeze</c>; and tensors must stay
/// in proportion to the file and to the input.
/// </summary>
internal sealed class OnnxEffort
{
    // A network that hears timbre by several hundred filters gives 120 times as many values as it takes.
    private const int MostTimesInput = 256;

    private const long AlwaysAllowed = 1 << 16;

    // Branches within branches.
    private const int MostLevels = 4;

    // A ResNet of 152 layers has 500, a transformer of PyTorch's exporter some thousands.
    private const int MostOperators = 10_000;

    // Multiplications of one segment: a VGG16 on 30 s takes 51 billion.
    private const long MostMultiplications = 1L << 37;

    // Of what does not depend on the input, which is computed when the network is opened, and cannot be stopped.
    private const long MostConstantMultiplications = 1L << 27;

    // Times its own size, what a file's constants are made of: a transposition reads and writes each weight.
    private const int ConstantTimesFile = 4;

    // Of a function such as a logarithm, in multiplications.
    private const int FunctionCost = 16;

    private static readonly HashSet<string> Functions = new(
        ("Acos Acosh Asin Asinh Atan Atanh Celu Cos Cosh Elu Erf Exp Gelu GRU LRN LSTM Log LogSoftmax LpNormalization Mish Mod Pow "
        + "ReduceLogSum ReduceLogSumExp RNN Selu Sigmoid Sin Sinh Softmax Softplus Sqrt Swish Tan Tanh TopK").Split(' '), StringComparer.Ordinal);

    private readonly Dictionary<string, OnnxTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _made = new(StringComparer.Ordinal);
    private readonly long _most;
    private readonly long _mostConstants;
    private readonly long _mostConstantWork;
    private int _operators;
    private Int128 _work;
    private Int128 _constantWork;
    private Int128 _constants;
    private Int128 _live;

    private OnnxEffort(long most, long fileBytes)
    {
        _most = most;
        // What does not depend on the input follows from the file alone.
        _mostConstants = (ConstantTimesFile * fileBytes) + (1L << 22);
        _mostConstantWork = MostConstantMultiplications + (ConstantTimesFile * fileBytes);
    }

    /// <summary>Refuses a network whose effort is out of proportion.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="inputShape">The shape of the input.</param>
    /// <exception cref="InvalidDataException">It is damaged, or asks for more than it may.</exception>
    public static void Require(ReadOnlySpan<byte> model, long[] inputShape)
    {
        long proportionate = (MostTimesInput * OnnxTensor.Product(inputShape)) + model.Length + AlwaysAllowed;
        var effort = new OnnxEffort(Math.Min(InputLimits.Current.MaxTensorElements, proportionate), model.Length);
        bool hasGraph = false;
        var field = new ProtoFields(model);
        while (field.Next())
        {
            if (field is { Number: 25, IsBytes: true })
                throw new InvalidDataException("It has functions of its own, which are not run.");
            if (field is { Number: 20, IsBytes: true })
                throw new InvalidDataException("It holds a training, which is not run.");
            if (field is not { Number: 7, IsBytes: true })
                continue;
            // Protocol buffers would make one of both.
            if (hasGraph)
                throw new InvalidDataException("It has two graphs.");
            hasGraph = true;
            effort.Graph(field.Value, inputShape);
        }
    }

    // GraphProto: node 1, initializer 5, input 11, output 12, value_info 13, sparse_initializer 15. Gives what comes out first.
    private OnnxTensor? Graph(ReadOnlySpan<byte> graph, long[]? inputShape, int level = 0)
    {
        List<OnnxOperator> operators = [];
        List<OnnxDeclaration> inputs = [], outputs = [], between = [];
        List<string> made = [];
        var field = new ProtoFields(graph);
        while (field.Next())
        {
            if (!field.IsBytes)
                continue;
            switch (field.Number)
            {
                case 1 when ++_operators > MostOperators:
                    throw new InvalidDataException($"It has more than {MostOperators} operators.");
                case 1: operators.Add(OnnxOperator.Read(field.Value)); break;
                case 5:
                    OnnxTensor weights = OnnxTensor.Read(field.Value, out string name);
                    Make(name, weights, made);
                    break;
                case 11: inputs.Add(OnnxDeclaration.Read(field.Value)); break;
                case 12: outputs.Add(OnnxDeclaration.Read(field.Value)); break;
                case 13: between.Add(OnnxDeclaration.Read(field.Value)); break;
                case 15: throw new InvalidDataException("It has sparse tensors, which are not read.");
            }
        }
        if (inputShape is not null)
            foreach (OnnxDeclaration input in inputs.Where(input => !_tensors.ContainsKey(input.Name)))
                Make(input.Name, OnnxTensor.Of(constant: false, input.Resolve(inputShape)), made);
        foreach (string used in operators.SelectMany(node => node.Inputs).Concat(outputs.Select(output => output.Name)))
            _uses[used] = _uses.GetValueOrDefault(used) + 1;
        foreach (OnnxOperator node in Ordered(operators))
            Run(node, level, made);
        // ONNX Runtime computes with the shapes that the file names, so these must not be larger than those that come of it.
        foreach (OnnxDeclaration declared in between.Concat(outputs))
            declared.RequireNoLarger(_tensors.GetValueOrDefault(declared.Name));
        OnnxTensor? result = outputs.Count > 0 ? _tensors.GetValueOrDefault(outputs[0].Name) : null;
        if (level > 0)
            made.ForEach(name => _tensors.Remove(name)); // nobody else sees what a branch makes
        return result;
    }

    private void Make(string name, OnnxTensor tensor, List<string> made)
    {
        if (name.Length == 0)
            return; // an output that is left out
        if (!_tensors.TryAdd(name, tensor))
            throw new InvalidDataException($"Two of its tensors are called '{name}'.");
        made.Add(name);
    }

    // As they can run: each after those that make its inputs. In a file they should be so already.
    private IEnumerable<OnnxOperator> Ordered(List<OnnxOperator> operators)
    {
        var known = new HashSet<string>(_tensors.Keys, StringComparer.Ordinal) { "" };
        List<OnnxOperator> waiting = operators;
        while (waiting.Count > 0)
        {
            List<OnnxOperator> next = [];
            foreach (OnnxOperator node in waiting)
            {
                if (!node.Inputs.TrueForAll(known.Contains))
                {
                    next.Add(node);
                    continue;
                }
                known.UnionWith(node.Outputs);
                yield return node;
            }
            if (next.Count == waiting.Count)
                throw new InvalidDataException($"Its operator {next[0].Type} takes what nothing gives.");
            if (next.Count > 0 && waiting.Count > operators.Count / 2 && waiting != operators)
                throw new InvalidDataException("Its operators are in no order in which they can run.");
            waiting = next;
        }
    }

    private void Run(OnnxOperator node, int level, List<string> made)
    {
        bool branches = node is { Type: "If", Graphs.Count: 2 } && level < MostLevels;
        if (node.Domain is not ("" or "ai.onnx") || (!branches && (node.Graphs.Count > 0 || !OnnxShapes.Knows(node.Type))))
            throw new InvalidDataException(
                $"Its operator {(node.Domain is "" or "ai.onnx" ? "" : node.Domain + ".")}{node.Type} is not one that is run: those of ONNX's "
                + "own domain are, of which networks for sound and pictures are made, without loops.");
        OnnxTensor?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : _tensors.GetValueOrDefault(name))];
        OnnxTensor output = branches ? Branches(node, inputs, level) : OnnxShapes.Estimate(node, inputs);
        if (output.Count > _most)
            throw new InvalidDataException(
                $"Its operator {node.Type} gives {output.Count} values, and a network of this size may give {_most} "
                + $"(InputLimits.{nameof(InputLimits.MaxTensorElements)}).");
        // ONNX Runtime computes them when it opens the network, and keeps them all until then.
        if (output.IsConstant && node.Type != "Constant" && (_constants += output.Count) > _mostConstants)
            throw new InvalidDataException(
                $"Its operator {node.Type} gives a constant of {output.Count} values, and all constants that are computed of a file of this "
                + $"size may have {_mostConstants}.");
        CountWork(node, inputs, output);
        CountMemory(node, output);
        foreach (string name in node.Outputs)
            Make(name, output, made);
    }

    // Both are estimated, since another input may take the other one; the shape is that of the one that is taken.
    private OnnxTensor Branches(OnnxOperator node, OnnxTensor?[] inputs, int level)
    {
        if (inputs is not [{ Values: [{ } condition] }] || !node.Graphs.TryGetValue("then_branch", out byte[]? then)
            || !node.Graphs.TryGetValue("else_branch", out byte[]? otherwise))
            throw new InvalidDataException("Its operator If branches by more than sizes.");
        OnnxTensor? ifTrue = Graph(then, null, level + 1), ifFalse = Graph(otherwise, null, level + 1);
        return (condition != 0 ? ifTrue : ifFalse) ?? throw new InvalidDataException("Its operator If has a branch that gives nothing.");
    }

    private void CountWork(OnnxOperator node, OnnxTensor?[] inputs, OnnxTensor output)
    {
        // A sum of many is as much work as many of one.
        Int128 work = (Int128)output.Count * PerValue(node, inputs);
        foreach (OnnxTensor? input in inputs)
            work += (input?.Count ?? 0) * (Functions.Contains(node.Type) ? (Int128)FunctionCost : 1);
        _work += work;
        if (output.IsConstant && node.Type != "Constant")
            _constantWork += work;
        if (_work > MostMultiplications || _constantWork > _mostConstantWork)
            throw new InvalidDataException(
                $"It asks for more than {(_work > MostMultiplications ? MostMultiplications : _mostConstantWork)} multiplications "
                + (_work > MostMultiplications ? "a segment." : "before it takes a segment."));
    }

    private static long PerValue(OnnxOperator node, OnnxTensor?[] inputs)
    {
        long[] Shape(int index) => index < inputs.Length ? inputs[index]?.Shape ?? [] : [];
        return node.Type switch
        {
            "Conv" or "ConvInteger" => Shape(1) is { Length: > 1 } kernel ? OnnxTensor.Product(kernel.AsSpan(1)) : 1,
            "QLinearConv" => Shape(3) is { Length: > 1 } kernel ? OnnxTensor.Product(kernel.AsSpan(1)) : 1,
            "ConvTranspose" => Shape(1) is { Length: > 1 } kernel ? OnnxTensor.Product([kernel[0], .. kernel[2..]]) : 1,
            "MatMul" or "MatMulInteger" or "Gemm" => Shape(1) is { Length: > 1 } right ? Math.Max(right[^1], right[^2]) : 1,
            "QLinearMatMul" => Shape(3) is { Length: > 1 } right ? right[^2] : 1,
            "AveragePool" or "LpPool" or "MaxPool" => OnnxTensor.Product(node.Integers("kernel_shape") ?? []),
            "GRU" or "LSTM" or "RNN" => 4 * (Shape(1).LastOrDefault(1) + Shape(2).LastOrDefault(1)),
            _ => 1,
        };
    }

    // What is alive at once: a tensor from where it is made to where it is used last. Outputs of the network stay to the end.
    private void CountMemory(OnnxOperator node, OnnxTensor output)
    {
        _live += (Int128)output.Count * node.Outputs.Count;
        Int128 most = Int128.Min(2 * (Int128)_most, InputLimits.Current.MaxTensorElements);
        if (_live > most)
            throw new InvalidDataException(
                $"It keeps more than {most} values at once, more than a network of this size may "
                + $"(InputLimits.{nameof(InputLimits.MaxTensorElements)}).");
        foreach (string input in node.Inputs)
            if (_uses.TryGetValue(input, out int uses) && (_uses[input] = uses - 1) == 0 && _made.Remove(input, out long count))
                _live -= count;
        foreach (string name in node.Outputs)
            _made[name] = output.Count;
    }
}
