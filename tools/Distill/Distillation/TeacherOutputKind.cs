namespace Distill.Distillation;

/// <summary>What a teacher's output means, and so how a student learns it.</summary>
public enum TeacherOutputKind
{
    /// <summary>An embedding: learned by the squared error of its standardised values.</summary>
    Embedding,

    /// <summary>Tags as logits: brought to probabilities by 1 / (1 + exp(−x)) and learned as soft targets.</summary>
    TagLogits,

    /// <summary>Tags as probabilities: learned as soft targets as they are.</summary>
    TagProbabilities,
}
