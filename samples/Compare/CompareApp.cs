using Compare.Measuring;
using Compare.Models;
using Compare.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet;
using QuickStart.Output;
using Spectre.Console;

namespace Compare;

/// <summary>A comparison from beginning to end: trains every model on the same tracks, measures its speed on the same clips, shows and writes the table.</summary>
internal sealed class CompareApp(CompareOptions options, IAnsiConsole console)
{
    private readonly ProgressView _progress = new(console);

    /// <summary>Runs the comparison.</summary>
    /// <returns>False if one of the models could not be trained; everything else that goes wrong is thrown.</returns>
    public bool Run(CancellationToken cancellationToken)
    {
        OutputFile.EnsureFolderOf(options.MarkdownPath);
        OutputFile.EnsureFolderOf(options.CsvPath);
        var dataset = GenreDataset.Open(options.DataDirectory, cancellationToken: cancellationToken);
        RequireSplit(dataset);
        console.WriteLine($"Comparing {options.Models.Count} models on {options.DataDirectory}: {dataset}");

        ModelOutcome[] outcomes = [.. options.Models.Select(model => Train(model, cancellationToken))];
        IReadOnlyList<string> clips = ClipTimer.Choose(dataset, Skipped(outcomes), options.Clips);
        ComparisonRow[] rows = [.. outcomes.Select(outcome => Measure(outcome, dataset.Genres.Count, clips, cancellationToken))];
        Comparison comparison = Summarize(dataset, outcomes, rows, clips.Count);

        new ConsoleTable(console).Show(comparison);
        Write("Markdown", options.MarkdownPath, MarkdownTable.Of(comparison));
        Write("CSV", options.CsvPath, CsvTable.Of(comparison));
        return rows.All(row => row.Problem is null);
    }

    // What no model could be trained with is better known at once than once for each model.
    private void RequireSplit(GenreDataset dataset)
    {
        if (options.GtzanFiltered)
            GtzanFilteredSplit.Apply(dataset.Tracks);
        else if (!options.HoldOut)
            TrackSplitter.Folds(dataset.Tracks, options.Folds, options.Seed);
    }

    private ModelOutcome Train(ComparedModel model, CancellationToken cancellationToken)
    {
        console.WriteLine($"Training {model.Name} ({model.Kind})");
        ModelOutcome outcome = _progress.Run(model.Name, report => new ModelTraining(options).Run(model, new ModelStages(model, report), cancellationToken));
        console.WriteLine(outcome.Result is { } result
            ? $"{model.Name}: top-1 {Figures.Percent(result.Metrics.Top1)}, trained in {Figures.Duration(outcome.TrainingTime)}"
            : $"{model.Name} could not be trained; the reason is below the table.");
        return outcome;
    }

    private ComparisonRow Measure(ModelOutcome outcome, int genres, IReadOnlyList<string> clips, CancellationToken cancellationToken)
    {
        ComparedModel model = outcome.Model;
        var row = new ComparisonRow { Model = model.Name, Kind = model.Kind, About = model.About, Problem = outcome.Problem };
        if (outcome.Result is not { Metrics: var metrics })
            return row;
        row = row with
        {
            TrainingTime = outcome.TrainingTime,
            Metrics = metrics,
            MacroF1Interval = MacroF1Bootstrap.Of(metrics.Confusion, options.Seed),
        };
        try
        {
            (TimeSpan time, long parameters) = _progress.Run(
                "Measuring the speed", report => ClipTimer.Measure(model, genres, options.Segments, clips, done => report.Show($"{model.Name}: clips", done, clips.Count), cancellationToken));
            return row with { TimePerClip = time, Parameters = parameters };
        }
        catch (Exception exception) when (ModelProblem.Is(exception))
        {
            // The figures of a long training must not be lost for it.
            return row with { Problem = $"its speed could not be measured: {QuickStart.Problem.OneLine(exception)}" };
        }
    }

    private Comparison Summarize(GenreDataset dataset, IReadOnlyList<ModelOutcome> outcomes, IReadOnlyList<ComparisonRow> rows, int clips)
    {
        EvaluationResult? result = outcomes.FirstOrDefault(outcome => outcome.Result is not null)?.Result;
        return new Comparison
        {
            Data = options.DataDirectory,
            Split = result?.Split,
            Tracks = result?.Metrics.Count ?? 0,
            Genres = dataset.Genres.Count,
            Seed = options.Seed,
            Epochs = options.Epochs,
            Clips = clips,
            Cores = Environment.ProcessorCount,
            Rows = rows,
            Differing = SameTracks.Check(outcomes),
            Skipped = [.. Skipped(outcomes).Select(file => file with { Path = Path.GetRelativePath(dataset.Directory, file.Path) })],
        };
    }

    private static IReadOnlyList<SkippedFile> Skipped(IReadOnlyList<ModelOutcome> outcomes)
        => [.. outcomes.SelectMany(outcome => outcome.Result?.Skipped ?? []).DistinctBy(file => file.Path)];

    private void Write(string what, string? path, string text)
    {
        if (path is null)
            return;
        OutputFile.Write(path, text);
        console.WriteLine($"The table as {what} is in {Path.GetFullPath(path)}");
    }
}
