using MusicGenre.MLNet.Backbones;
using Distill.Distillation;
using MusicGenre.MLNet.Torch.Export;

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

        ProtoWriter tensor = new ProtoWriter().Text(8, "hidden").Number(14, 1);
        using var more = new ProtoWriter();
        more.Message(7, new ProtoWriter().Message(5, tensor)); // protobuf adds it to the graph that is there
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), .. more.Content.Span]);

        Assert.That(
            () => new Teacher(TeacherDescription.EfficientAt, path),
            Throws.TypeOf<BackboneException>().With.Message.Contains("'hidden'").And.Message.Contains(path));
    }
}
