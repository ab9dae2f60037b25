namespace Distill.Distillation;

/// <summary>Which genres the student names, and out of which tags.</summary>
public sealed record GenreHeadOptions
{
    /// <summary>The genres, in the order of the network's logits.</summary>
    public required IReadOnlyList<GenreTags> Genres { get; init; }

    /// <summary>For each teacher with tags the names of its tags, in the order of its output.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> TagNames { get; init; }

    /// <summary>
    /// Standard deviation of each genre's logit over the music that was heard: how sharp the probabilities are. The default value is 2.
    /// </summary>
    public double Scale { get; init; } = 2;

    /// <summary>
    /// Collections over which a tag's mean and deviation are taken: such music as will be asked about. Game music, say, is good to learn
    /// from, but has hardly any singing. The default value is <see langword="null"/>: all of them.
    /// </summary>
    public IReadOnlyCollection<string>? Reference { get; init; }

    /// <summary>Index of a tag among a window's targets.</summary>
    /// <exception cref="ArgumentException">There is no such teacher, or it has no such tag.</exception>
    internal int IndexOf(TeacherTag tag, IReadOnlyList<TargetBlock> blocks)
    {
        TargetBlock? block = blocks.FirstOrDefault(known => known.Output.IsTags && known.Teacher == tag.Teacher);
        int index = block is not null && TagNames.TryGetValue(tag.Teacher, out IReadOnlyList<string>? names)
            && names.Count == block.Output.Size
            ? names.ToList().IndexOf(tag.Tag)
            : -1;
        return index >= 0
            ? block!.Start + index
            : throw new ArgumentException($"The teacher '{tag.Teacher}' has no tag '{tag.Tag}'. Correct the table of genres, or give the teacher's list of tags.");
    }
}
