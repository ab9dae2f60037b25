namespace Distill.Distillation;

/// <summary>A file of music to distil from.</summary>
/// <param name="Path">The audio file.</param>
/// <param name="Group">What must stay on one side of the split into training and validation: the artist where known, else the file.</param>
/// <param name="Collection">The collection it comes from, for the manifest.</param>
public sealed record MusicSource(string Path, string Group, string Collection);
