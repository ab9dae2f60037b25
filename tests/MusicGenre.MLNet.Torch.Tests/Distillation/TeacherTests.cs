using Distill.Distillation;
using MusicGenre.MLNet.Torch.Tests.TestSupport;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

[Category(SharedData.Category)]
public sealed class TeacherTests
{
    [Test]
    public void EfficientAt_says_of_a_recording_what_its_reference_says()
    {
        using var teacher = new Teacher(TeacherDescription.EfficientAt, SharedData.Get("models", "efficientat", "mn04_as.onnx"));
        float[][] answers = teacher.Listen(TestImages.Floats("models/efficientat/ref.pcm32k.f32"));

        Assert.That(answers[0], Is.EqualTo(TestImages.Floats("models/efficientat/ref.embedding.f32")).Within(0.01f));
        float[] probabilities = [.. TestImages.Floats("models/efficientat/ref.logits.f32").Select(logit => 1 / (1 + MathF.Exp(-logit)))];
        Assert.That(answers[1], Is.EqualTo(probabilities).Within(0.005f));
    }

    [Test]
    public void Every_built_in_teacher_answers_as_described()
    {
        float[] noise = [.. Enumerable.Range(0, 5 * 32_000).Select(i => 0.1f * MathF.Sin(i * (i % 977) * 0.01f))];
        foreach (TeacherDescription description in TeacherDescription.All)
        {
            using var teacher = new Teacher(description, SharedData.Get("models", description.FrontEnd.ModelFile!));
            float[][] answers = teacher.Listen(noise.AsSpan(0, 5 * teacher.SampleRate));
            Assert.That(answers.Select(answer => answer.Length), Is.EqualTo(description.Outputs.Select(output => output.Size)),
                description.Name);
            Assert.That(answers.SelectMany(answer => answer), Is.All.Matches<float>(float.IsFinite), description.Name);
            Assert.That(answers[^1], Is.All.InRange(0f, 1f), description.Name);
        }
    }
}
