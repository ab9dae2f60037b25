using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Weights;

namespace MusicGenre.MLNet.Torch.Tests.Weights;

public sealed class PyTorchStateDictTests
{
    private static readonly int[] NoInts = [];

    [Test]
    public void Tensors_come_with_name_shape_and_values()
    {
        PickleWriter pickle = PickleWriter.Dictionary(
            ("a.weight", w => w.Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1])),
            ("a.bias", w => w.Tensor("FloatStorage", "1", 1, 0, NoInts, NoInts)));
        IReadOnlyDictionary<string, WeightTensor> read = Read(
            pickle, ("0", PickleWriter.Floats(1, 2, 3, 4, 5, 6)), ("1", PickleWriter.Floats(7)));

        Assert.That(read.Keys, Is.EqualTo(new[] { "a.weight", "a.bias" }));
        Assert.That(read["a.weight"].Shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(read["a.weight"].Values.ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(read["a.bias"].Shape, Is.Empty);
        Assert.That(read["a.bias"].Values.ToArray(), Is.EqualTo(new float[] { 7 }));
    }

    [Test]
    public void Views_of_one_storage_are_gathered_by_their_strides()
    {
        PickleWriter pickle = PickleWriter.Dictionary(
            ("transposed", w => w.Tensor("FloatStorage", "0", 6, 0, [3, 2], [1, 3])),
            ("column", w => w.Tensor("FloatStorage", "0", 6, 1, [2], [3])),
            ("expanded", w => w.Tensor("FloatStorage", "0", 6, 5, [2, 2], [0, 0])));
        IReadOnlyDictionary<string, WeightTensor> read = Read(pickle, ("0", PickleWriter.Floats(1, 2, 3, 4, 5, 6)));

        Assert.That(read["transposed"].Values.ToArray(), Is.EqualTo(new float[] { 1, 4, 2, 5, 3, 6 }));
        Assert.That(read["column"].Values.ToArray(), Is.EqualTo(new float[] { 2, 5 }));
        Assert.That(read["expanded"].Values.ToArray(), Is.EqualTo(new float[] { 6, 6, 6, 6 }));
    }

    [TestCase("DoubleStorage", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, -1.5f)]
    [TestCase("HalfStorage", new byte[] { 0x00, 0xBE }, -1.5f)]
    [TestCase("BFloat16Storage", new byte[] { 0xC0, 0xBF }, -1.5f)]
    [TestCase("LongStorage", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2f)]
    [TestCase("IntStorage", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2f)]
    [TestCase("ShortStorage", new byte[] { 0xFE, 0xFF }, -2f)]
    [TestCase("CharStorage", new byte[] { 0xFE }, -2f)]
    [TestCase("ByteStorage", new byte[] { 0xFE }, 254f)]
    [TestCase("BoolStorage", new byte[] { 1 }, 1f)]
    public void Every_kind_of_storage_becomes_floats(string type, byte[] bytes, float expected)
    {
        PickleWriter pickle = PickleWriter.Dictionary(("x", w => w.Tensor(type, "0", 1, 0, [1], [1])));
        Assert.That(Read(pickle, ("0", bytes))["x"].Values.ToArray(), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Parameters_and_metadata_of_modules_are_taken_as_they_come()
    {
        var pickle = new PickleWriter();
        pickle.Global("collections", "OrderedDict").Op(')').Op('R');
        pickle.Text("x").Global("torch._utils", "_rebuild_parameter").Op('(')
            .Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op(0x88).Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R').Op(
                's');
        pickle.Op('}').Text("_metadata").Op('}').Op('s').Op('b').Op('.');
        Assert.That(Read(pickle, ("0", PickleWriter.Floats(3)))["x"].Values.ToArray(), Is.EqualTo(new float[] { 3 }));
    }

    [TestCase("os", "system")]
    [TestCase("builtins", "eval")]
    [TestCase("torch", "load")]
    [TestCase("torch._utils", "_rebuild_tensor_v3")]
    [TestCase("torch.nn.modules.conv", "Conv2d")]
    public void A_pickle_that_refers_to_anything_else_is_refused_by_name(string module, string name)
    {
        string witness = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        var pickle = new PickleWriter();
        pickle.Global(module, name).Text($"touch {witness}").Op(0x85).Op('R').Op('.');
        Assert.That(
            () => Read(pickle),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains($"'{module}.{name}'").And.Message.Contains(
                "nothing was executed"));
        Assert.That(File.Exists(witness), Is.False);
    }

    [Test]
    public void A_name_put_together_on_the_stack_is_refused_too()
    {
        var pickle = new PickleWriter();
        pickle.Text("posix").Text("system").Op(0x93).Op('.');
        Assert.That(() => Read(pickle), Throws.TypeOf<WeightsFormatException>().With.Message.Contains("'posix.system'"));
    }

    [TestCase('i')] // INST
    [TestCase('o')] // OBJ
    [TestCase('\x81')] // NEWOBJ
    [TestCase('\x82')] // EXT1
    [TestCase('P')] // PERSID
    public void Opcodes_that_make_objects_otherwise_are_refused(char opcode) =>
        Assert.That(
            () => Read(new PickleWriter().Op('(').Op(opcode).Op('.')),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains($"0x{(int)opcode:x2}").And.Message.Contains(
                "nothing was executed"));

    [Test]
    public void What_is_no_plain_state_dict_is_refused()
    {
        PickleWriter checkpoint = PickleWriter.Dictionary(("epoch", w => w.Int(3)), ("state_dict", w => w.Op('}')));
        Assert.That(() => Read(checkpoint), Throws.TypeOf<WeightsFormatException>().With.Message.Contains("'epoch'"));

        var tensor = new PickleWriter();
        tensor.Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('.');
        Assert.That(() => Read(tensor, ("0", PickleWriter.Floats(1))),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("dictionary of tensors"));
    }

    [TestCase(0, new[] { 4 }, new[] { 2 }, "beyond its storage")]
    [TestCase(7, new[] { 1 }, new[] { 1 }, "beyond its storage")]
    [TestCase(0, new[] { 2_000_000_000, 2_000_000_000 }, new[] { 0, 0 }, "beyond its storage")]
    [TestCase(0, new[] { 60_000, 60_000 }, new[] { 0, 0 }, "beyond its storage")]
    [TestCase(0, new[] { 2 }, new[] { -1 }, "arguments")]
    public void Tensors_outside_of_their_storage_are_refused(int offset, int[] shape, int[] strides, string reason)
    {
        PickleWriter pickle = PickleWriter.Dictionary(("big", w => w.Tensor("FloatStorage", "0", 6, offset, shape, strides)));
        Assert.That(() => Read(pickle, ("0", PickleWriter.Floats(1, 2, 3, 4, 5, 6))),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void An_offset_near_the_largest_number_is_refused()
    {
        var pickle = new PickleWriter();
        pickle.Op('}').Text("x").Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        pickle.Op('(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Int(1).Op('t').Op('Q');
        pickle.Op(0x8a, 8, 255, 255, 255, 255, 255, 255, 255, 127).Ints(2).Ints(1).Op('t').Op('R').Op('s').Op('.');
        Assert.That(() => Read(pickle, ("0", PickleWriter.Floats(1))),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("beyond its storage"));
    }

    [Test]
    public void Many_large_views_of_a_small_storage_are_refused()
    {
        PickleWriter pickle = PickleWriter.Dictionary(
            [.. Enumerable.Range(0, 8).Select(
                i => ($"x{i}", (Action<PickleWriter>)(w => w.Tensor("FloatStorage", "0", 1, 0, [(1 << 28) + 1 - i], [0]))))]);
        Assert.That(() => Read(pickle, ("0", PickleWriter.Floats(1))), Throws.TypeOf<WeightsFormatException>());
    }

    [Test]
    public void A_value_that_is_repeated_many_times_more_than_the_file_is_long_is_refused()
    {
        PickleWriter pickle = PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 1, 0, [1 << 22], [0])));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(
            () => Read(pickle, ("0", PickleWriter.Floats(1))),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains(nameof(InputLimits.MaxModelExpansion)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    [Test]
    public void A_tensor_of_thousands_of_dimensions_is_refused()
    {
        int[] ones = [.. Enumerable.Repeat(1, 65)];
        PickleWriter pickle = PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 1, 0, ones, ones)));
        Assert.That(() => Read(pickle, ("0", PickleWriter.Floats(1))), Throws.TypeOf<WeightsFormatException>());
        Assert.That(
            Read(PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 1, 0, ones[1..], ones[1..]))), ("0", PickleWriter.Floats(1))),
            Has.Count.EqualTo(1));
    }

    [Test]
    public void A_storage_of_zeros_that_packs_to_almost_nothing_is_refused()
    {
        PickleWriter pickle = PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 1 << 24, 0, [1 << 24], [1])));
        Assert.That(
            () => Read(pickle, ("0", new byte[1 << 26])),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains(nameof(InputLimits.MaxModelExpansion)));
    }

    [Test]
    public void A_pickle_of_millions_of_empty_values_is_refused_soon()
    {
        var pickle = new PickleWriter();
        pickle.Op(']').Op('(');
        for (int i = 0; i < 2_000_000; i++)
            pickle.Op('}');
        pickle.Op('e').Op('.');
        Assert.That(
            () => PyTorchStateDict.Read(Stored(pickle.Bytes), "test.pt"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("1,000,000"));
    }

    [Test]
    public void A_list_that_is_kept_and_copied_again_and_again_is_refused_soon()
    {
        var pickle = new PickleWriter();
        pickle.Op(']').Op((byte)'q', 0).Op('(');
        for (int i = 0; i < 10_000; i++)
            pickle.Op('N').Op('N').Op(0x86);
        pickle.Op('e').Op('(');
        for (int i = 0; i < 1_000; i++)
            pickle.Global("collections", "OrderedDict").Op((byte)'h', 0).Op(0x85).Op('R');
        pickle.Op('t').Op('.');
        Assert.That(() => Read(pickle), Throws.TypeOf<WeightsFormatException>().With.Message.Contains("1,000,000"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void The_state_dicts_that_took_minutes_or_gigabytes_are_refused()
    {
        foreach (string file in Directory.GetFiles(SharedData.Get("cases/hostile"), "pt-*"))
            Assert.That(() => PyTorchStateDict.Read(file), Throws.TypeOf<WeightsFormatException>(), file);
    }

    // As PyTorch does it, unlike PickleWriter's, which packs.
    private static MemoryStream Stored(byte[] pickle)
    {
        var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (Stream entry = zip.CreateEntry("archive/data.pkl", System.IO.Compression.CompressionLevel.NoCompression).Open())
            entry.Write(pickle);
        return file;
    }

    [Test]
    public void Storages_that_are_missing_or_of_another_length_are_refused()
    {
        PickleWriter pickle = PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 2, 0, [2], [1])));
        Assert.That(() => Read(pickle), Throws.TypeOf<WeightsFormatException>().With.Message.Contains("missing"));
        Assert.That(() => Read(pickle, ("0", new byte[7])),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("7 bytes instead of 8"));
    }

    [Test]
    public void Big_endian_files_and_other_files_are_refused()
    {
        PickleWriter pickle = PickleWriter.Dictionary();
        Assert.That(
            () => PyTorchStateDict.Read(PickleWriter.Zip(pickle.Bytes, "big"), "x.pt"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("'big'"));
        Assert.That(PyTorchStateDict.Read(PickleWriter.Zip(pickle.Bytes, (string?)null), "x.pt"), Is.Empty);
        Assert.That(
            () => PyTorchStateDict.Read(new MemoryStream([0x80, 2, (byte)'}', (byte)'.']), "old.pt"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("old.pt").And.Message.Contains("1.6"));
        Assert.That(() => PyTorchStateDict.Read("no-such-file.pt"), Throws.TypeOf<FileNotFoundException>());
    }

    [Test]
    public void A_damaged_pickle_ends_in_the_one_exception()
    {
        byte[] good = PickleWriter.Dictionary(("x", w => w.Tensor("FloatStorage", "0", 2, 0, [2], [1]))).Bytes;
        var random = new Random(1);
        byte[] Changed()
        {
            byte[] bad = [.. good];
            int at = random.Next(bad.Length);
            bad[at] ^= (byte)random.Next(1, 256);
            return bad;
        }

        byte[][] cut = [.. Enumerable.Range(0, good.Length).Select(length => good[..length])];
        byte[][] changed = [.. Enumerable.Range(0, 2000).Select(_ => Changed())];

        Assert.That(IsRefused(good), Is.False, "undamaged");
        Assert.That(cut.Where(bytes => !IsRefused(bytes)), Is.Empty, "a pickle without its end is damaged wherever it ends");
        // A changed byte may leave a valid pickle: another letter of a name, another number of the protocol. Most do not.
        Assert.That(changed.Count(IsRefused), Is.GreaterThan(changed.Length / 2));
    }

    // Any other exception than the documented one reaches the test and fails it.
    private static bool IsRefused(byte[] pickle)
    {
        try
        {
            PyTorchStateDict.Read(PickleWriter.Zip(pickle, ("0", PickleWriter.Floats(1, 2))), "bad.pt");
            return false;
        }
        catch (WeightsFormatException)
        {
            return true;
        }
    }

    [Test]
    [Category(SharedData.Category)]
    public void EfficientAts_file_is_read_whole()
    {
        IReadOnlyDictionary<string, WeightTensor> read = PyTorchStateDict.Read(SharedData.Get("models/efficientat/mn04_as_mAP_432.pt"));
        Assert.That(read, Has.Count.EqualTo(312));
        Assert.That(read["classifier.5.weight"].Shape, Is.EqualTo(new long[] { 527, 512 }));
        Assert.That(read.Values.All(tensor => tensor.Values.Span.ToArray().All(float.IsFinite)), Is.True);
    }

    private static IReadOnlyDictionary<string, WeightTensor> Read(PickleWriter pickle, params (string Key, byte[] Bytes)[] storages) =>
        PyTorchStateDict.Read(PickleWriter.Zip(pickle.Bytes, storages), "test.pt");
}
