namespace Distill.Distillation;

/// <summary>A genre, and the teachers' tags that speak for it.</summary>
/// <param name="Genre">The genre's name in lower case.</param>
/// <param name="Tags">For each tag the teacher's name and the tag's, as in the teacher's list of tags.</param>
public sealed record GenreTags(string Genre, IReadOnlyList<TeacherTag> Tags);
