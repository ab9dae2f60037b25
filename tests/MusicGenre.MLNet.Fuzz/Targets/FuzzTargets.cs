namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>All readers that are attacked.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        WavTarget.Target, PcmTargets.Au, PcmTargets.Aiff, CompressedTargets.Mp3, CompressedTargets.Vorbis, CompressedTargets.Opus,
        CompressedTargets.Ffmpeg, PngTarget.Target, TableTarget.Target, CacheTarget.Damaged, CacheTarget.Forged,
        EntryTargets.Description, ModelTargets.Damaged, ModelTargets.Forged, ModelTargets.Manifest, EntryTargets.Head, EntryTargets.Trust,
        EntryTargets.Package, EntryTargets.Constant, OnnxTarget.Target, TorchTargets.Exported, TorchTargets.StateDict, TorchTargets.Damaged,
        TorchTargets.Forged, PredictTarget.Target,
    ];

    /// <summary>Finds a target by its name.</summary>
    /// <exception cref="FuzzUsageException">There is none.</exception>
    public static FuzzTarget Named(string name) => All.Append(PlantedTarget.Target).FirstOrDefault(target => target.Name == name)
        ?? throw new FuzzUsageException($"There is no target '{name}'. There are {string.Join(", ", All.Select(target => target.Name))}.");
}
