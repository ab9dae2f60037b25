using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Cli.Tests.TestSupport;

namespace MusicGenre.MLNet.Cli.Tests.Exporting;

/// <summary><c>model info</c> and <c>model export</c> through their process.</summary>
[NonParallelizable]
public sealed class ModelCommandsTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        ThreeGenres.Write(_folder.Combine("music"));
        foreach (string backbone in (string[])["mobile", "mel-statistics", "mobile+mel-statistics"])
            Succeed("train", "music", "-o", $"{backbone}.zip", "--backbone", backbone);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("mobile.zip", 3)]
    [TestCase(null, 45)]
    public void A_classifier_is_one_onnx_file_with_our_own_probabilities(string? model, int genres)
    {
        string output = Succeed(["model", "export", .. model is null ? (string[])[] : [model], "-o", "out/genres.onnx"]);
        Assert.That(output, Does.Match($@"^out/genres\.onnx: \d+ KiB, {genres} genres; probabilities are our own within \d\.\de"));

        using var session = new InferenceSession(_folder.Combine("out", "genres.onnx"));
        Dictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.That(session.OutputMetadata.Keys, Is.EqualTo((string[])["probabilities"]));
        Assert.That(session.OutputMetadata["probabilities"].Dimensions, Is.EqualTo((int[])[1, genres]));
        Assert.That(JsonSerializer.Deserialize<string[]>(metadata["genres"]), Has.Length.EqualTo(genres));
        Assert.That(metadata["backbone"], Does.Contain("\"MelBands\": 128"));
        // Two segments: the mean of their embeddings goes into the head.
        float[] both = Run(session, 2), first = Run(session, 1);
        Assert.That(both.Sum(), Is.EqualTo(1).Within(1e-5));
        Assert.That(both, Is.Not.EqualTo(first));
    }

    [Test]
    public void What_is_no_network_cannot_be_exported()
    {
        ExternalProgram run = ToolProcess.Run(_folder.Path, "model", "export", "mel-statistics.zip", "-o", "none.onnx");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("'mel-statistics' is no network"));
        Assert.That(File.Exists(_folder.Combine("none.onnx")), Is.False);
    }

    [Test]
    public void Several_networks_are_not_one_onnx_file()
    {
        ExternalProgram run = ToolProcess.Run(_folder.Path, "model", "export", "mobile+mel-statistics.zip", "-o", "none.onnx");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("'mobile+mel-statistics' is several networks"));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(File.Exists(_folder.Combine("none.onnx")), Is.False);
    }

    [Test]
    public void A_model_on_several_backbones_says_so_and_classifies()
    {
        Assert.That(
            Succeed("model", "info", "mobile+mel-statistics.zip"),
            Does.Match(@"backbone\s+mobile\+mel-statistics").And.Contain("mobile (768 values)").And.Contain("mel-statistics (896 values)"));
        Assert.That(
            Succeed("classify", "music/techno/techno-001.wav", "-m", "mobile+mel-statistics.zip", "--format", "csv"), Does.Contain("techno"));
        Assert.That(Succeed("backbones", "verify", "mobile+mel-statistics"), Does.Contain("mobile+mel-statistics: right"));
    }

    [Test]
    public void A_model_says_what_it_knows()
    {
        Assert.That(
            Succeed("model", "info", "mobile.zip"),
            Does.Contain("3: ambient, metal, techno").And.Match(@"learned from\s+18 tracks").And.Match(@"right \(top-1\)\s+\d+\.\d %"));
        Assert.That(Succeed("model", "info"), Does.Contain("45: a cappella").And.Contain("no music of yours"));
        ExternalProgram run = ToolProcess.Run(_folder.Path, "model", "info", "nowhere.zip");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("nowhere.zip"));
    }

    private string Succeed(params string[] arguments)
    {
        ExternalProgram run = ToolProcess.Run(_folder.Path, arguments);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return run.Output;
    }

    private static float[] Run(InferenceSession session, int segments)
    {
        const int Bands = 128, Frames = 200;
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, segments * Bands * Frames).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        using OrtValue tensor = OrtValue.CreateTensorValueFromMemory(values, [segments, 1, Bands, Frames]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, session.InputNames, [tensor], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
