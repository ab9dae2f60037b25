using Distill.Distillation;

namespace Distill;

/// <summary>The teachers of a folder.</summary>
internal static class TeacherFolder
{
    /// <summary>Opens all built-in teachers; they lie as in the folder of models.</summary>
    public static IReadOnlyList<Teacher> Open(string folder)
        => [.. TeacherDescription.All.Select(known => new Teacher(known, Path.Combine(folder, known.FrontEnd.ModelFile!)))];
}
