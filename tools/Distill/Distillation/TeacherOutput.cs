namespace Distill.Distillation;

/// <summary>One output of a teacher that a student learns.</summary>
/// <param name="Name">The output's name in the ONNX file.</param>
/// <param name="Size">Its number of values for one patch.</param>
/// <param name="Kind">What it means.</param>
public sealed record TeacherOutput(string Name, int Size, TeacherOutputKind Kind)
{
    /// <summary>Whether the values are tags, as logits or as probabilities.</summary>
    public bool IsTags => Kind != TeacherOutputKind.Embedding;
}
