using Distill.Distillation;
using MusicGenre.MLNet.Torch.Tests.TestSupport;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

public sealed class TeacherDisposeTests : TorchTest
{
    [Test]
    public void A_disposed_teacher_refuses_to_listen()
    {
        using var folder = new TemporaryFolder();
        Teacher teacher = ToyTeacher.Open(folder.Path);
        var sound = new float[16_000];
        Assert.That(teacher.Listen(sound), Has.Length.EqualTo(2));

        teacher.Dispose();
        teacher.Dispose();

        Assert.That(
            () => teacher.Listen(sound), Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").EqualTo(
                typeof(Teacher).FullName));
        Assert.That(teacher.Sha256, Has.Length.EqualTo(64));
    }
}
