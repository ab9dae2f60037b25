using System.Collections.Concurrent;
using AugmentationSample.Ablation;
using AugmentationSample.Output;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;
using MusicGenre.MLNet;
using QuickStart.DemoMusic;
using QuickStart.Output;
using Spectre.Console;

namespace AugmentationSample;

/// <summary>The sample from beginning to end.</summary>
internal sealed class AugmentationApp(AugmentationOptions options, IAnsiConsole console)
{
    private readonly ProgressView _progress = new(console);

    /// <summary>Does what was asked for.</summary>
    /// <returns>True; everything that goes wrong is thrown.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        switch (options.Task)
        {
            case AugmentationTask.Gallery:
                DrawGallery(cancellationToken);
                break;
            case AugmentationTask.Write:
                WriteCopies(cancellationToken);
                break;
            default:
                Ablate(cancellationToken);
                break;
        }
        return true;
    }

    private void DrawGallery(CancellationToken cancellationToken)
    {
        string path = options.OutputPath ?? Path.Combine(GalleryFolder.Find(), "augmentations.png");
        OutputFile.EnsureFolderOf(path);
        (AudioClip clip, AudioClip partner, string title) = Clips(cancellationToken);
        console.WriteLine($"Drawing {title} beside its augmentations");
        AugmentationGallery.Save(clip, partner, title, path, cancellationToken);
        console.WriteLine($"The gallery is in {Path.GetFullPath(path)}");
    }

    private (AudioClip Clip, AudioClip Partner, string Title) Clips(CancellationToken cancellationToken)
    {
        var demo = new DemoMusicLibrary(new DemoMusicOptions { Seconds = AugmentationGallery.Seconds });
        if (options.DataDirectory is null)
        {
            AudioClip partner = demo.Compose(DemoMusicLibrary.Styles[0], 1);
            return options.ClipPath is { } file
                ? (AudioClip.FromFile(file, cancellationToken: cancellationToken), partner, Path.GetFileName(file))
                : (demo.Compose(DemoMusicLibrary.Styles[^3], 1), partner, DemoMusicLibrary.Styles[^3].Name);
        }
        GenreDataset dataset = GenreDataset.Open(options.DataDirectory, cancellationToken: cancellationToken);
        GenreTrack[] sounds = [.. dataset.Tracks.Where(track => track is { Kind: TrackKind.Audio, IsCopy: false })];
        if (sounds.Length == 0)
            throw new DatasetException($"{dataset.Directory} holds no sound, only pictures; a gallery needs sound.");
        GenreTrack first = sounds[^1], second = sounds[0];
        string path = options.ClipPath ?? first.Path;
        return (
            AudioClip.FromFile(path, cancellationToken: cancellationToken),
            AudioClip.FromFile(second.Path, cancellationToken: cancellationToken),
            Path.GetFileName(path));
    }

    private void WriteCopies(CancellationToken cancellationToken)
    {
        string directory = options.OutputPath ?? Path.Combine(GalleryFolder.Find(), "augmented");
        GenreDataset dataset = GenreDataset.Open(options.DataDirectory!, cancellationToken: cancellationToken);
        TrackSplit split = TrackSplitter.Split(dataset.Tracks, new TrainOptions().TestSetFraction, new TrainOptions().Seed);
        console.WriteLine($"{dataset}: writing copies of the {split.Train.Count} training files ({split.Name}), none of the {split.Test.Count} others");
        var problems = new ConcurrentBag<string>();
        IReadOnlyList<string> written = _progress.Run("Augmenting", report => CopyWriter.Write(
            split.Train, ReadPlan(), directory, null, new Steps(report, problems), cancellationToken));
        foreach (string problem in problems.Order(StringComparer.Ordinal))
            console.WriteLine($"Skipped {problem}");
        console.WriteLine($"{written.Count} pictures in {Path.GetFullPath(directory)}");
    }

    private void Ablate(CancellationToken cancellationToken)
    {
        OutputFile.EnsureFolderOf(options.MarkdownPath);
        AblationResult result = new AblationRun(options, ReadPlan(), console, _progress).Run(WriteMarkdown, cancellationToken);
        new ConsoleTable(console).Show(result);
        if (options.MarkdownPath is null)
            return;
        console.WriteLine($"The table as Markdown is in {Path.GetFullPath(options.MarkdownPath)}");
    }

    private void WriteMarkdown(AblationResult result)
    {
        if (options.MarkdownPath is { } path)
            OutputFile.Write(path, MarkdownTable.Of(result));
    }

    private AugmentationPlan ReadPlan()
    {
        AugmentationPlan plan = new() { Steps = AugmentationPlan.AllSteps };
        if (options.PlanPath is { } path)
            try
            {
                plan = AugmentationPlan.FromJson(File.ReadAllText(path));
            }
            catch (ArgumentException exception)
            {
                throw new IOException($"{path}: {exception.Message}", exception);
            }
        return options.Copies is { } copies ? plan with { Copies = copies } : plan;
    }

    private sealed class Steps(IStepReport report, ConcurrentBag<string> problems) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value)
        {
            if (value.Problem is not null)
                problems.Add($"{value.Item}: {value.Problem}");
            report.Show("Augmenting", value.Completed, value.Total);
        }
    }
}
