namespace Distill.Distillation;

/// <summary>Where one output of one teacher lies in a window's vector of targets.</summary>
/// <param name="Teacher">The teacher's name.</param>
/// <param name="Output">The output.</param>
/// <param name="Start">Index of its first value.</param>
public sealed record TargetBlock(string Teacher, TeacherOutput Output, int Start)
{
    /// <summary>Index after its last value.</summary>
    public int End => Start + Output.Size;

    /// <summary>The blocks of several teachers, one after another.</summary>
    /// <param name="teachers">The teachers.</param>
    public static IReadOnlyList<TargetBlock> Of(IEnumerable<TeacherDescription> teachers)
    {
        ArgumentNullException.ThrowIfNull(teachers);
        var blocks = new List<TargetBlock>();
        int start = 0;
        foreach (TeacherDescription teacher in teachers)
        {
            foreach (TeacherOutput output in teacher.Outputs)
            {
                blocks.Add(new TargetBlock(teacher.Name, output, start));
                start += output.Size;
            }
        }

        return blocks;
    }
}
