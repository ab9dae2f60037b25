using Google.Protobuf;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Onnx;
using Distill.Distillation;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

/// <summary>A teacher's file from a stranger.</summary>
public sealed class ForeignTeacherTests
{
    [Test]
    public void Values_in_another_file_are_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("toy.onnx");
        using (Teacher healthy = ToyTeacher.Open(folder.Path))
            Assert.That(healthy.Description.Outputs, Has.Count.EqualTo(2)); // what the exporter writes is opened

        // Protobuf adds it to the graph that is there.
        var more = new ModelProto { Graph = new GraphProto { Initializer = { new TensorProto { Name = "hidden", DataLocation = 1 } } } };
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), .. more.ToByteArray()]);

        Assert.That(
            () => new Teacher(TeacherDescription.EfficientAt, path),
            Throws.TypeOf<BackboneException>().With.Message.Contains("'hidden'").And.Message.Contains(path));
    }
}
