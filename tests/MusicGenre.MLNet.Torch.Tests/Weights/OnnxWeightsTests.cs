using Google.Protobuf;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Weights;
using TorchSharp;
using static MusicGenre.MLNet.Backbones.Onnx.TensorProto.Types;

namespace MusicGenre.MLNet.Torch.Tests.Weights;

public sealed class OnnxWeightsTests : TorchTest
{
    [Test]
    public void Raw_floats_of_every_width_are_read()
    {
        byte[] model = Model(
            Tensor("single", DataType.Float, [2, 1], PickleWriter.Floats(1.5f, -2)),
            Tensor("half", DataType.Float16, [1], new byte[] { 0x00, 0xBE }),
            Tensor("brain", DataType.Bfloat16, [1], new byte[] { 0xC0, 0xBF }),
            Tensor("double", DataType.Double, [1], BitConverter.GetBytes(0.25)),
            Tensor("shape", DataType.Int64, [1], new byte[8]));
        IReadOnlyDictionary<string, WeightTensor> read = OnnxWeights.Read(model, "test.onnx");

        Assert.That(read.Keys, Is.EqualTo(new[] { "single", "half", "brain", "double" }));
        Assert.That(read["single"].Shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(read["single"].Values.ToArray(), Is.EqualTo(new[] { 1.5f, -2 }));
        Assert.That(read["half"].Values.ToArray(), Is.EqualTo(new[] { -1.5f }));
        Assert.That(read["brain"].Values.ToArray(), Is.EqualTo(new[] { -1.5f }));
        Assert.That(read["double"].Values.ToArray(), Is.EqualTo(new[] { 0.25f }));
    }

    [Test]
    public void Typed_values_are_read_packed_or_one_by_one()
    {
        byte[] model = Model(
            new TensorProto(Tensor("packed", DataType.Float, [2])) { FloatData = { 3, 4 } },
            TensorProto.Parser.ParseFrom([.. Tensor("single", DataType.Float, [2]).ToByteArray(), .. OneByOne(5), .. OneByOne(6)]),
            new TensorProto(Tensor("half", DataType.Float16, [2])) { Int32Data = { 0x3E00, 0xBE00 } });
        IReadOnlyDictionary<string, WeightTensor> read = OnnxWeights.Read(model, "test.onnx");

        Assert.That(read["packed"].Values.ToArray(), Is.EqualTo(new float[] { 3, 4 }));
        Assert.That(read["single"].Values.ToArray(), Is.EqualTo(new float[] { 5, 6 }));
        Assert.That(read["half"].Values.ToArray(), Is.EqualTo(new[] { 1.5f, -1.5f }));
    }

    [Test]
    public void External_data_is_refused()
    {
        byte[] model = Model(new TensorProto(Tensor("far", DataType.Float, [2]))
        {
            ExternalData = { new StringStringEntryProto { Key = "location", Value = "weights.bin" } },
            DataLocation = 1,
        });
        Assert.That(
            () => OnnxWeights.Read(model, "test.onnx"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("far").And.Message.Contains("external data"));
    }

    [Test]
    public void Counts_that_do_not_fit_the_shape_are_refused()
    {
        byte[] model = Model(Tensor("odd", DataType.Float, [3], PickleWriter.Floats(1, 2)));
        Assert.That(() => OnnxWeights.Read(model, "test.onnx"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("[3] hold 2 values"));
    }

    [Test]
    public void Damaged_files_end_in_the_one_exception()
    {
        byte[] good = Model(Tensor("x", DataType.Float, [2], PickleWriter.Floats(1, 2)));
        var random = new Random(2);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bad = [.. good];
            if (i < good.Length)
                bad = good[..i];
            else
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            try
            {
                OnnxWeights.Read(bad, "bad.onnx");
            }
            catch (WeightsFormatException)
            {
                // the expected answer; any other exception fails the test
            }
        }

        Assert.That(() => OnnxWeights.Read("PNG"u8, "picture.png"),
            Throws.TypeOf<WeightsFormatException>().With.Message.Contains("picture.png"));
    }

    [Test]
    public void An_exported_network_without_normalisation_comes_back_as_it_was()
    {
        using SpectrogramNetwork network = NetworkArchitecture.Vgg16.Create(
            3, new NetworkOptions { BatchNormalization = false, Width = 0.25 });
        using SpectrogramNetwork again = NetworkArchitecture.Vgg16.Create(
            3, new NetworkOptions { BatchNormalization = false, Width = 0.25, Seed = 9 });
        using var file = new MemoryStream();
        OnnxExporter.Export(network, file);

        StateDictLoader.Load(
            again,
            OnnxWeights.Read(file.ToArray(), "export"),
            name => name.Insert(name.LastIndexOf('.'), name.StartsWith("head.", StringComparison.Ordinal) ? ".linear" : ".conv"));

        network.eval();
        again.eval();
        var images = Noise(1, 2, 1, 64, 64);
        Assert.That(again.call(images).equal(network.call(images)).all().ToBoolean(), Is.True);
    }

    [Test]
    [Category(SharedData.Category)]
    public void Public_models_are_read()
    {
        IReadOnlyDictionary<string, WeightTensor> efficientAt = OnnxWeights.Read(
            File.ReadAllBytes(SharedData.Get("models/efficientat/mn04_as.onnx")), "models/efficientat/mn04_as.onnx");
        IReadOnlyDictionary<string, WeightTensor> stateDict = PyTorchStateDict.Read(
            SharedData.Get("models/efficientat/mn04_as_mAP_432.pt"));
        float[] published = stateDict["classifier.5.bias"].Values.ToArray();
        Assert.That(efficientAt.Values.Any(tensor => tensor.Values.Span.SequenceEqual(published)), Is.True);

        IReadOnlyDictionary<string, WeightTensor> mobileNet = OnnxWeights.Read(File.ReadAllBytes(SharedData.Get(
            "models/mobilenet_v2_imagenet/mobilenet_v2_float.onnx")), "models/mobilenet_v2_imagenet/mobilenet_v2_float.onnx");
        Assert.That(mobileNet.Values.Sum(tensor => (long)tensor.Values.Length), Is.InRange(3_400_000, 3_600_000));
    }

    // A field float_data (4) of 32 bits, not packed.
    private static byte[] OneByOne(float value) => [(4 << 3) | 5, .. BitConverter.GetBytes(value)];

    private static TensorProto Tensor(string name, DataType type, long[] shape) => new() { Name = name, DataType = type, Dims = { shape } };

    private static TensorProto Tensor(string name, DataType type, long[] shape, byte[] raw)
        => new() { Name = name, DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(raw) };

    private static byte[] Model(params TensorProto[] tensors)
        => new ModelProto { IrVersion = 8, Graph = new GraphProto { Initializer = { tensors } } }.ToByteArray();
}
