namespace MusicGenre.MLNet.Torch.Weights.Pickle;

/// <summary>The names a plain state dict may refer to, and what each stands for here.</summary>
internal static class PyTorchGlobals
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string StorageModule = "torch";

    // As many as PyTorch's own loops take.
    private const int MaximumDimensions = 64;

    /// <summary>The reference to a name, if a plain state dict may have it.</summary>
    /// <exception cref="WeightsFormatException">It may not; the message names it.</exception>
    public static PickleGlobal Resolve(string module, string name, string source)
    {
        string full = $"{module}.{name}";
        bool storage = module == StorageModule && StorageElement(name) is not null;
        if (!storage && full is not (OrderedDictionary or RebuildTensor or RebuildParameter))
        {
            throw new WeightsFormatException(
                $"{source}: the pickle refers to '{full}', which is no part of a plain state dict; it was refused and nothing was "
                + $"executed. If you trust where the file comes from, load it in PyTorch and save only the weights: "
                + $"torch.save(model.state_dict(), path).");
        }

        return new PickleGlobal(storage ? name : full);
    }

    /// <summary>The storage that a persistent id ('storage', type, key, location, count) stands for; null if it stands for
    /// nothing.</summary>
    public static PickleStorage? Storage(object? id) =>
        id is PickleTuple { Items: ["storage", PickleGlobal type, string key, string, long count] }
        && StorageElement(type.Name) is { } element && count >= 0
            ? new PickleStorage(element, key, count)
            : null;

    /// <summary>What a "call" yields; null if its arguments are not what it takes.</summary>
    public static object? Call(PickleGlobal callee, PickleTuple arguments) => (callee.Name, arguments.Items) switch
    {
        (OrderedDictionary, []) => new PickleDictionary(),
        (OrderedDictionary, [List<object?> pairs]) => FromPairs(pairs),
        (RebuildTensor, [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, ..])
            => Tensor(storage, offset, shape, strides),
        (RebuildParameter, [PickleTensor tensor, ..]) => tensor,
        _ => null,
    };

    private static PickleDictionary? FromPairs(List<object?> pairs)
    {
        var dictionary = new PickleDictionary();
        foreach (object? pair in pairs)
        {
            if (pair is not PickleTuple { Items: [var key, var value] })
                return null;
            dictionary.Entries.Add((key, value));
        }

        return dictionary;
    }

    private static PickleTensor? Tensor(PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides) =>
        shape.Items.Length <= MaximumDimensions && shape.Items.Length == strides.Items.Length
        && Numbers(shape) is long[] sizes && Numbers(strides) is long[] steps && offset >= 0
            ? new PickleTensor(storage, offset, sizes, steps)
            : null;

    private static long[]? Numbers(PickleTuple tuple) =>
        tuple.Items.All(item => item is long and >= 0) ? [.. tuple.Items.Select(item => (long)item!)] : null;

    private static ElementType? StorageElement(string name)
        => Enum.GetValues<ElementType>().Cast<ElementType?>().FirstOrDefault(type => name == $"{type}Storage");
}
