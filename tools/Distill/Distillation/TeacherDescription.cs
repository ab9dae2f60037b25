using MusicGenre.MLNet.Backbones;

namespace Distill.Distillation;

/// <summary>A pretrained network whose answers a student learns: where it is, how it hears, and which of its outputs are learned.</summary>
/// <remarks>
/// The built-in ones are the audio networks of <see cref="BackboneCatalog"/>: EfficientAT mn04 (embedding 384, 527 tags), MSD-musicnn (200
/// and 753 values, 50 tags) and YAMNet (embedding 1024, 521 tags).
/// </remarks>
public sealed record TeacherDescription
{
    /// <summary>EfficientAT mn04_as: hears the whole window at once.</summary>
    public static TeacherDescription EfficientAt { get; } = new()
    {
        FrontEnd = BackboneOf("efficientat"),
        PatchesPerWindow = 1,
        Outputs = [new("embedding", 384, TeacherOutputKind.Embedding), new("logits", 527, TeacherOutputKind.TagLogits)],
    };

    /// <summary>MSD-musicnn: hears three seconds out of the middle of the window.</summary>
    public static TeacherDescription Musicnn { get; } = new()
    {
        FrontEnd = BackboneOf("musicnn"),
        PatchesPerWindow = 1,
        Outputs =
        [
            new("penultimate", 200, TeacherOutputKind.Embedding),
            new("pooled", 753, TeacherOutputKind.Embedding),
            new("tags", 50, TeacherOutputKind.TagProbabilities),
        ],
    };

    /// <summary>YAMNet: hears five patches of a second, evenly spread over the window; the student learns their mean.</summary>
    public static TeacherDescription Yamnet { get; } = new()
    {
        FrontEnd = BackboneOf("yamnet"),
        PatchesPerWindow = 5,
        Outputs = [new("embedding", 1024, TeacherOutputKind.Embedding), new("logits", 521, TeacherOutputKind.TagLogits)],
    };

    /// <summary>The three built-in teachers.</summary>
    public static IReadOnlyList<TeacherDescription> All { get; } = [EfficientAt, Musicnn, Yamnet];

    /// <summary>The teacher's front end, patch length and file.</summary>
    public required BackboneDescription FrontEnd { get; init; }

    /// <summary>
    /// How many patches of a window the teacher hears, evenly spread; their answers are averaged. The default value is 1.
    /// </summary>
    public int PatchesPerWindow { get; init; } = 1;

    /// <summary>What is learned of it.</summary>
    public required IReadOnlyList<TeacherOutput> Outputs { get; init; }

    /// <summary>The teacher's name.</summary>
    public string Name => FrontEnd.Name;

    private static BackboneDescription BackboneOf(string name) => BackboneCatalog.All.First(known => known.Name == name);
}
