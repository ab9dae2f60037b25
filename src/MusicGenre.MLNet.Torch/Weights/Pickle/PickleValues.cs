namespace MusicGenre.MLNet.Torch.Weights.Pickle;

/// <summary>A name that a pickle refers to, such as <c>collections.OrderedDict</c>. Only a name: nothing is looked up or run.</summary>
/// <param name="Name">Module and name with a dot between.</param>
internal sealed record PickleGlobal(string Name);

/// <summary>The elements of a tuple.</summary>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A dictionary with its entries in order. Keys that are no strings are kept as they are and refused by whoever expects
/// names.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Entries { get; } = [];
}

/// <summary>A reference to one of the archive's storages.</summary>
/// <param name="Element">How an element is stored.</param>
/// <param name="Key">Name of the entry in the archive's data folder.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record PickleStorage(ElementType Element, string Key, long Count);

/// <summary>A view of a storage.</summary>
/// <param name="Storage">Where the values are.</param>
/// <param name="Offset">Index of the first element in the storage.</param>
/// <param name="Shape">Length of each dimension.</param>
/// <param name="Strides">Step of each dimension in the storage, in elements.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
