namespace Distill.Distillation;

/// <summary>One tag of one teacher.</summary>
/// <param name="Teacher">The teacher's name.</param>
/// <param name="Tag">The tag's name.</param>
public sealed record TeacherTag(string Teacher, string Tag);
