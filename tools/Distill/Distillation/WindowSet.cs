using MusicGenre.MLNet.Data;

namespace Distill.Distillation;

/// <summary>All windows a student learns from, with what the teachers say of each.</summary>
public sealed class WindowSet
{
    internal WindowSet(
        IReadOnlyList<TargetBlock> blocks,
        IReadOnlyList<(MusicSource Source, List<TaughtWindow> Windows)> train,
        IReadOnlyList<(MusicSource Source, List<TaughtWindow> Windows)> validation,
        IReadOnlyList<SkippedFile> problems,
        (int Mels, int Frames) shape,
        WindowOptions options)
    {
        Blocks = blocks;
        Train = [.. train.SelectMany(file => file.Windows)];
        TrainCollections = [.. train.SelectMany(file => file.Windows.Select(_ => file.Source.Collection))];
        Validation = [.. validation.SelectMany(file => file.Windows)];
        Problems = problems;
        Mels = shape.Mels;
        Frames = shape.Frames;
        Options = options;
        HoursByCollection = train.Concat(validation).GroupBy(file => file.Source.Collection)
            .ToDictionary(group => group.Key,
                group => group.Sum(file => file.Windows.Count(window => window.Kind == WindowKind.Plain)) * options.Seconds / 3600);
    }

    /// <summary>How the targets are laid out.</summary>
    public IReadOnlyList<TargetBlock> Blocks { get; }

    /// <summary>Files that gave no windows, with their reasons.</summary>
    public IReadOnlyList<SkippedFile> Problems { get; }

    /// <summary>Mel bands of a picture.</summary>
    public int Mels { get; }

    /// <summary>Frames of a picture.</summary>
    public int Frames { get; }

    /// <summary>How the windows were cut.</summary>
    public WindowOptions Options { get; }

    /// <summary>Hours of unaltered windows of each collection.</summary>
    public IReadOnlyDictionary<string, double> HoursByCollection { get; }

    /// <summary>Windows to learn from.</summary>
    public int TrainCount => Train.Count;

    /// <summary>Windows of other groups, which only tell how well it goes.</summary>
    public int ValidationCount => Validation.Count;

    internal IReadOnlyList<TaughtWindow> Train { get; private set; }

    /// <summary>The collection of each window of <see cref="Train"/>.</summary>
    internal IReadOnlyList<string> TrainCollections { get; private set; }

    internal IReadOnlyList<TaughtWindow> Validation { get; }

    /// <summary>The same without what was equalised or mixed.</summary>
    internal WindowSet Unaltered()
    {
        int[] plain = [.. Enumerable.Range(0, TrainCount).Where(i => Train[i].Kind == WindowKind.Plain)];
        var unaltered = (WindowSet)MemberwiseClone();
        unaltered.Train = [.. plain.Select(i => Train[i])];
        unaltered.TrainCollections = [.. plain.Select(i => TrainCollections[i])];
        return unaltered;
    }
}
