using System.IO.Compression;
using System.Text;
using MusicGenre.MLNet.Torch.Weights.Pickle;

namespace MusicGenre.MLNet.Torch.Weights;

/// <summary>
/// Reads the file that PyTorch's <c>torch.save(model.state_dict(), path)</c> writes: a zip of a pickle and one raw entry for each storage.
/// </summary>
/// <remarks>
/// Nothing in the file is ever executed: the pickle is interpreted by a machine that knows the names of a plain state dict and refuses all
/// others. Refused as well: files of big-endian machines, the formats before PyTorch 1.6, whole models, and files that would need more than
/// <see cref="MaximumElements"/> values, or many more than a file of their size holds: PyTorch packs nothing, so that honest ones never do.
/// </remarks>
internal static class PyTorchStateDict
{
    /// <summary>Most values a file may hold in all tensors together (1 GiB of floats).</summary>
    public const long MaximumElements = 1L << 28;

    // What a small file may become in any case.
    private const long AlwaysAllowed = 1L << 20;

    private const string PickleName = "/data.pkl";
    private const long MaximumPickleBytes = 64 << 20;
    private const int MaximumEntries = 100_000;
    private const string HowToSave = "save the weights with torch.save(model.state_dict(), path)";

    /// <summary>Reads every tensor of a file.</summary>
    /// <param name="path">A <c>.pt</c> or <c>.pth</c> file.</param>
    /// <returns>The tensors by name, in the file's order, all as 32-bit floats.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightsFormatException">The file is damaged, of another format, or more than a plain state dict.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="stream">The file's content; must be seekable.</param>
    /// <param name="source">What to call the file in messages.</param>
    public static IReadOnlyDictionary<string, WeightTensor> Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(archive, AlwaysAllowed + (InputLimits.Current.MaxModelExpansion * stream.Length), source);
        }
        catch (Exception exception) when (
            exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new WeightsFormatException(
                $"{source} is not a PyTorch file of today's format (a zip), or it is damaged: {exception.Message} " +
                "A file of PyTorch before 1.6 must be loaded and saved anew with torch.save(model.state_dict(), path).",
                exception);
        }
    }

    private static OrderedDictionary<string, WeightTensor> Read(ZipArchive archive, long most, string source)
    {
        ZipArchiveEntry[] pickles = [.. archive.Entries.Where(entry => entry.FullName.EndsWith(PickleName, StringComparison.Ordinal))];
        if (pickles is not [ZipArchiveEntry pickle])
        {
            throw new WeightsFormatException(
                $"{source} is a zip with {pickles.Length} entries named data.pkl, so it is no PyTorch state dict; {HowToSave}.");
        }

        string folder = pickle.FullName[..^PickleName.Length];
        CheckByteOrder(archive, folder, source);
        if (archive.Entries.Count > MaximumEntries)
            throw new WeightsFormatException(
                $"{source} has {archive.Entries.Count} entries, more than the {MaximumEntries} that are read.");
        most = Math.Min(most, MaximumElements);
        byte[] program = ReadEntry(pickle, Math.Min(most, MaximumPickleBytes), source);
        if (RestrictedUnpickler.Load(program, source) is not PickleDictionary dictionary)
            throw new WeightsFormatException($"{source} holds something other than a dictionary of tensors; {HowToSave}.");

        var storages = new StorageCache(archive, folder, most, source);
        var tensors = new OrderedDictionary<string, WeightTensor>();
        long elements = 0;
        foreach ((object? key, object? value) in dictionary.Entries)
        {
            if (key is not string name || value is not PickleTensor tensor)
            {
                throw new WeightsFormatException(
                    $"{source}: the entry '{key}' is no tensor, so this is no plain state dict (a training checkpoint perhaps, whose state "
                    + $"dict is one of its entries); {HowToSave}.");
            }

            elements += CheckedCount(tensor, name, source);
            if (elements > most)
                throw TooLarge(most, source);
            if (!tensors.TryAdd(name, new WeightTensor(name, tensor.Shape, Gather(tensor, storages.Get(tensor.Storage)))))
                throw new WeightsFormatException($"{source}: there are two tensors named '{name}'; the file is damaged.");
        }

        return tensors;
    }

    private static WeightsFormatException TooLarge(long most, string source) => new(most == MaximumElements
        ? $"{source} holds more than {most:N0} values; that is more than any network here has."
        : $"{source} stands for more than {most:N0} values, many more than a file of its size holds "
            + $"(InputLimits.{nameof(InputLimits.MaxModelExpansion)}).");

    private static void CheckByteOrder(ZipArchive archive, string folder, string source)
    {
        if (archive.GetEntry(folder + "/byteorder") is not ZipArchiveEntry entry)
            return; // before PyTorch 2.1 nothing was noted; such files are of little-endian machines in practice
        string order = Encoding.ASCII.GetString(ReadEntry(entry, 64, source)).Trim();
        if (order != "little")
        {
            throw new WeightsFormatException(
                $"{source} was saved on a machine of byte order '{order}'; only little-endian files can be read. Save it anew on such a "
                + $"machine.");
        }
    }

    /// <summary>Number of elements, after checking that all of them lie in the storage.</summary>
    private static long CheckedCount(PickleTensor tensor, string name, string source)
    {
        long count = 1;
        long last = tensor.Offset;
        bool fits = tensor.Offset <= MaximumElements;
        for (int i = 0; i < tensor.Shape.Length && fits; i++)
        {
            fits = tensor.Shape[i] <= MaximumElements && tensor.Strides[i] <= MaximumElements && count <= MaximumElements;
            count *= tensor.Shape[i];
            last += Math.Max(0, tensor.Shape[i] - 1) * tensor.Strides[i];
        }

        if (!fits || count > MaximumElements || (count > 0 && last >= tensor.Storage.Count))
        {
            throw new WeightsFormatException(
                $"{source}: tensor '{name}' of shape {WeightTensor.Format(tensor.Shape)} reaches beyond its storage of "
                + $"{tensor.Storage.Count} values; the file is damaged.");
        }

        return count;
    }

    /// <summary>The tensor's values in row-major order, whatever its strides.</summary>
    private static float[] Gather(PickleTensor tensor, float[] storage)
    {
        var values = new float[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
        var index = new long[tensor.Shape.Length];
        long at = tensor.Offset;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = storage[at];
            for (int d = index.Length - 1; d >= 0; d--)
            {
                at += tensor.Strides[d];
                if (++index[d] < tensor.Shape[d])
                    break;
                at -= tensor.Strides[d] * tensor.Shape[d];
                index[d] = 0;
            }
        }

        return values;
    }

    private static byte[] ReadEntry(ZipArchiveEntry entry, long maximum, string source)
    {
        if (entry.Length > maximum)
            throw new WeightsFormatException(
                $"{source}: the entry {entry.FullName} has {entry.Length:N0} bytes, more than the {maximum:N0} allowed.");
        var bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new WeightsFormatException(
                $"{source}: the entry {entry.FullName} is shorter than the zip says; the file is damaged.", exception);
        }

        return bytes;
    }

    /// <summary>Reads each storage once, however many tensors share it.</summary>
    private sealed class StorageCache(ZipArchive archive, string folder, long most, string source)
    {
        private readonly Dictionary<string, (PickleStorage Storage, float[] Values)> _known = [];
        private long _elements;

        public float[] Get(PickleStorage storage)
        {
            if (_known.TryGetValue(storage.Key, out (PickleStorage Storage, float[] Values) known) && known.Storage == storage)
                return known.Values;
            int size = storage.Element.Size();
            // Before it is added: a count may be as large as a number can be.
            if (storage.Count > most - _elements)
                throw TooLarge(most, source);
            _elements += storage.Count;
            ZipArchiveEntry entry = archive.GetEntry($"{folder}/data/{storage.Key}")
                ?? throw new WeightsFormatException($"{source}: the storage '{storage.Key}' is missing; the file is damaged.");
            if (entry.Length != storage.Count * size)
            {
                throw new WeightsFormatException(
                    $"{source}: the storage '{storage.Key}' has {entry.Length:N0} bytes instead of {storage.Count * size:N0}; the file is "
                    + $"damaged.");
            }

            float[] values = storage.Element.ToFloats(ReadEntry(entry, MaximumElements * sizeof(float), source));
            _known[storage.Key] = (storage, values);
            return values;
        }
    }
}
