using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MusicGenre.MLNet.Torch.Tests.TestSupport;

/// <summary>Writes pickles opcode by opcode and puts them in a PyTorch zip, good ones and bad ones.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _all = [0x80, 2];

    public byte[] Bytes => [.. _all];

    public PickleWriter Op(params byte[] bytes)
    {
        _all.AddRange(bytes);
        return this;
    }

    public PickleWriter Op(char opcode) => Op((byte)opcode);

    public PickleWriter Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Op('X').Op(length).Op(utf8);
    }

    public PickleWriter Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Op('J').Op(bytes);
    }

    public PickleWriter Global(string module, string name) => Op('c').Op(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Ints(params int[] values)
    {
        Op('(');
        foreach (int value in values)
            Int(value);
        return Op('t');
    }

    /// <summary>torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, False, OrderedDict()).</summary>
    public PickleWriter Tensor(string storageType, string key, int count, int offset, int[] shape, int[] strides)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        Op('(').Text("storage").Global("torch", storageType).Text(key).Text("cpu").Int(count).Op('t').Op('Q');
        Int(offset).Ints(shape).Ints(strides).Op(0x89);
        Global("collections", "OrderedDict").Op(')').Op('R');
        return Op('t').Op('R');
    }

    /// <summary>The whole state dict: every entry as its writer puts it.</summary>
    public static PickleWriter Dictionary(params (string Name, Action<PickleWriter> Write)[] entries)
    {
        var writer = new PickleWriter();
        writer.Global("collections", "OrderedDict").Op(')').Op('R').Op('(');
        foreach ((string name, Action<PickleWriter> write) in entries)
            write(writer.Text(name));
        writer.Op('u').Op('.');
        return writer;
    }

    /// <summary>A PyTorch zip of a pickle and storages.</summary>
    public static MemoryStream Zip(byte[] pickle, params (string Key, byte[] Bytes)[] storages) => Zip(pickle, "little", storages);

    /// <inheritdoc cref="Zip(byte[], ValueTuple{string, byte[]}[])"/>
    public static MemoryStream Zip(byte[] pickle, string? byteOrder, params (string Key, byte[] Bytes)[] storages)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("archive/data.pkl", pickle);
            if (byteOrder is not null)
                Add("archive/byteorder", Encoding.ASCII.GetBytes(byteOrder));
            foreach ((string key, byte[] bytes) in storages)
                Add($"archive/data/{key}", bytes);

            void Add(string name, byte[] bytes)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>The bytes of floats.</summary>
    public static byte[] Floats(params float[] values)
    {
        var bytes = new byte[values.Length * 4];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
