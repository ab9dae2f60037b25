using CsCheck;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Onnx;

namespace MusicGenre.MLNet.Tests.Backbones.Onnx;

/// <summary>A network from a stranger must not read the user's files into its embeddings, wherever in the file it asks for them.</summary>
public sealed class OnnxGuardTests
{
    // Below the working directory, where ONNX Runtime looks: a network that got past the guard would open it, and be opened.
    private static readonly string Folder = $"secret-{Guid.NewGuid():N}";
    private static readonly string Secret = $"{Folder}/secret.bin";

    [OneTimeSetUp]
    public void WriteSecret()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Secret, new byte[TinyOnnx.Size * sizeof(float)]);
    }

    [OneTimeTearDown]
    public void DeleteSecret() => Directory.Delete(Folder, recursive: true);

    [Test]
    public void A_network_with_its_weights_inside_is_opened()
    {
        using OnnxBackbone backbone = Open(TinyOnnx.Make());

        Assert.That(backbone.OutputNames, Is.EqualTo(new[] { "embedding" }));
    }

    [TestCase("mobile")]
    [TestCase("resnet")]
    public void The_networks_in_the_package_are_opened(string name)
    {
        using Backbone backbone = BackboneCatalog.Open(name);

        Assert.That(backbone.ParameterCount, Is.Positive);
    }

    [TestCaseSource(nameof(Hiding))]
    public void A_tensor_outside_of_the_file_is_refused_wherever_it_stands(Func<byte[]> make)
        => Assert.That(
            () => Open(make()),
            Throws.TypeOf<BackboneException>()
                .With.Message.Contains("'hidden'").And.Message.Contains("external data").And.Message.Contains("'tiny'")
                .And.InnerException.Null); // so it was refused before ONNX Runtime was asked

    [Test]
    public void A_field_number_that_other_readers_cut_to_32_bits_is_refused()
    {
        byte[] model = TinyOnnx.Make(graph => graph.Field(5, tensor =>
        {
            TinyOnnx.Inside("hidden")(tensor);
            tensor.WriteRawTag(0xF0, 0x80, 0x80, 0x80, 0x10); // 14, and a bit beyond the 32nd
            tensor.WriteInt64(1);
        }));

        Assert.That(() => Open(model), Throws.TypeOf<BackboneException>().With.Message.Contains("cannot open"));
    }

    [TestCase(20, false)]
    [TestCase(40, true)]
    [TestCase(500, true)]
    public void A_network_nested_deeper_than_ONNX_Runtime_reads_is_refused(int graphs, bool refused)
    {
        byte[] graph = [];
        for (int i = 1; i < graphs; i++)
        {
            byte[] inner = graph;
            graph = OnnxMessage.Make(g => g.Field(1, TinyOnnx.Node("If", attribute => attribute.Bytes(6, inner))));
        }

        byte[] model = OnnxMessage.Make(m => m.Bytes(7, graph));

        Assert.That(
            () => OnnxGuard.FindExternalTensor(model),
            refused ? Throws.TypeOf<InvalidDataException>().With.Message.Contains("nested") : Throws.Nothing);
    }

    [Test]
    public void A_file_cut_short_anywhere_is_refused()
    {
        byte[] model = TinyOnnx.Make();
        for (int length = 0; length < model.Length; length++)
        {
            // At a few lengths the rest is a whole message, without the version of the operators; ONNX Runtime asks for that.
            Assert.That(() => Open(model[..length]), Throws.TypeOf<BackboneException>(), $"{length} of {model.Length} bytes");
        }
    }

    [Test]
    public void A_file_in_the_own_format_of_ONNX_Runtime_is_refused()
    {
        string path = Path.GetFullPath($"{Folder}/tiny.ort");
        using (var options = new SessionOptions { OptimizedModelFilePath = path })
        {
            options.AddSessionConfigEntry("session.save_model_format", "ORT");
            using var session = new InferenceSession(TinyOnnx.Make(), options);
        }

        byte[] model = File.ReadAllBytes(path);
        Assert.That(model[4..8], Is.EqualTo("ORTM"u8.ToArray()));
        using (var session = new InferenceSession(model))
            Assert.That(session.OutputNames, Is.EqualTo(new[] { "embedding" }), "ONNX Runtime itself takes it");

        Assert.That(() => Open(model), Throws.TypeOf<BackboneException>().With.Message.Contains("cannot open"));
    }

    [Test]
    [Category(SharedData.Category)]
    public void The_file_that_was_found_to_read_others_is_refused_by_the_tensor_that_reads_it()
    {
        byte[] model = File.ReadAllBytes(SharedData.Get("cases", "hostile", "onnx-ext-cwd.onnx"));
        Assert.That(() => Open(model), Throws.TypeOf<BackboneException>().With.Message.Contains("its tensor 'w'"));
    }

    [Test]
    public void A_damaged_file_is_refused_with_the_documented_exception_or_opened()
    {
        byte[] model = TinyOnnx.Make();
        Gen.Select(Gen.Int[0, model.Length - 1], Gen.Int[0, 7]).Array[1, 4].Sample(
            flips =>
            {
                byte[] damaged = [.. model];
                foreach ((int at, int bit) in flips)
                    damaged[at] ^= (byte)(1 << bit);
                try
                {
                    Open(damaged).Dispose();
                }
                catch (BackboneException)
                {
                    // what is documented
                }
            },
            iter: 1000,
            threads: 1);
    }

    private static OnnxBackbone Open(byte[] model) => new(TinyOnnx.Description, model);

    private static IEnumerable<TestCaseData> Hiding()
    {
        Action<CodedOutputStream> hidden = TinyOnnx.Outside("hidden", Secret);
        Action<CodedOutputStream> graph = inner => inner.Field(5, hidden);
        yield return InGraph("initializer", g => g.Field(5, hidden));
        yield return InGraph("values of a sparse initializer", g => g.Field(15, Sparse(hidden, TinyOnnx.Indices)));
        yield return InGraph("indices of a sparse initializer", g => g.Field(15, Sparse(TinyOnnx.Inside("values"), hidden)));
        yield return InGraph("constant", g => g.Field(1, TinyOnnx.Constant(hidden)));
        yield return InAttribute("list of tensors", a => a.Field(10, hidden));
        yield return InAttribute("sparse tensor", a => a.Field(22, Sparse(hidden, TinyOnnx.Indices)));
        yield return InAttribute("list of sparse tensors", a => a.Field(23, Sparse(TinyOnnx.Inside("values"), hidden)));
        yield return InAttribute("subgraph", a => a.Field(6, graph));
        yield return InAttribute("list of subgraphs", a => a.Field(11, graph));
        yield return InAttribute(
            "subgraph of a subgraph",
            a => a.Field(6, outer => outer.Field(1, TinyOnnx.Node("If", inner => inner.Field(6, graph)))));
        yield return InModel("function's node", m => m.Field(25, function => function.Field(7, TinyOnnx.Constant(hidden))));
        yield return InModel("function's default", m => m.Field(25, function => function.Field(11, a => a.Field(5, hidden))));
        yield return InModel("initialisation for training", m => m.Field(20, training => training.Field(1, graph)));
        yield return InModel("algorithm of training", m => m.Field(20, training => training.Field(2, graph)));
        yield return InModel("second graph", m => m.Field(7, graph));
        yield return InGraph("place without a file", g => g.Field(5, TinyOnnx.Outside("hidden", path: null)));
        yield return InGraph("file without a place", g => g.Field(5, TinyOnnx.Outside("hidden", Secret, location: null)));
        yield return InGraph("file and the default place", g => g.Field(5, TinyOnnx.Outside("hidden", Secret, location: 0)));
        yield return InGraph("place of 33 bits", g => g.Field(5, TinyOnnx.Outside("hidden", path: null, location: (1L << 32) + 1)));
        yield return InGraph("unknown place", g => g.Field(5, TinyOnnx.Outside("hidden", path: null, location: -1)));
        yield return InGraph("packed place", g => g.Field(5, tensor =>
        {
            TinyOnnx.Inside("hidden")(tensor);
            tensor.Bytes(14, [1]);
        }));
    }

    private static Action<CodedOutputStream> Sparse(Action<CodedOutputStream> values, Action<CodedOutputStream> indices) => sparse =>
    {
        sparse.Field(1, values);
        sparse.Field(2, indices);
        sparse.Field(3, TinyOnnx.Size);
    };

    private static TestCaseData InAttribute(string name, Action<CodedOutputStream> attribute)
        => InGraph(name, graph => graph.Field(1, TinyOnnx.Node("If", attribute)));

    private static TestCaseData InGraph(string name, Action<CodedOutputStream> more)
        => new TestCaseData((Func<byte[]>)(() => TinyOnnx.Make(moreInGraph: more))).SetArgDisplayNames(name);

    private static TestCaseData InModel(string name, Action<CodedOutputStream> more)
        => new TestCaseData((Func<byte[]>)(() => TinyOnnx.Make(moreInModel: more))).SetArgDisplayNames(name);
}
