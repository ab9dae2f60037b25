using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Comparing;

/// <summary>
/// A comparison from beginning to end: trains every model on the same tracks, measures its speed on the same clips, shows and writes the
/// table.
/// </summary>
internal sealed class ComparisonRun(CompareOptions options, Session session)
{
    private readonly ProgressView _progress = session.Progress;

    /// <summary>Runs the comparison.</summary>
    /// <returns>False if one of the models could not be trained; everything else that goes wrong is thrown.</returns>
    public int Run(CancellationToken cancellationToken)
    {
        OutputFile.EnsureFoldersOf(options.MarkdownPath, options.CsvPath);
        var dataset = GenreDataset.Open(options.DataDirectory, cancellationToken: cancellationToken);
        RequireSplit(dataset);
        session.Note($"Comparing {options.Models.Count} models on {options.DataDirectory}: {dataset}");

        ComparisonRow[] trained = [.. options.Models.Select(model => Train(model, cancellationToken))];
        var comparison = new Comparison(options.DataDirectory, trained, options.Seed, options.Epochs, 0, Environment.ProcessorCount);
        IReadOnlyList<string> clips = ClipTimer.Choose(dataset, comparison.Skipped, options.Clips);
        ComparisonRow[] rows = [.. trained.Select(row => Measure(row, dataset.Genres.Count, clips, cancellationToken))];
        comparison = comparison with { Rows = rows, Clips = clips.Count };

        TextTable table = ComparisonTable.Of(comparison);
        ConsoleTable.Show(session.Output, table);
        Write("Markdown", options.MarkdownPath, MarkdownTable.Of(table));
        Write("CSV", options.CsvPath, ComparisonTable.CsvOf(comparison));
        return rows.Any(row => row.Problem is not null) ? ExitCode.Failure : ExitCode.Of(1, comparison.Skipped.Count);
    }

    // What no model could be trained with is better known at once than once for each model.
    private void RequireSplit(GenreDataset dataset)
    {
        if (options.GtzanFiltered)
            GtzanFilteredSplit.Apply(dataset.Tracks);
        else if (!options.HoldOut)
            TrackSplitter.Folds(dataset.Tracks, options.Folds, options.Seed);
    }

    private ComparisonRow Train(TrainableModel model, CancellationToken cancellationToken)
    {
        session.Note($"Training {model.Name} ({model.Kind})");
        ComparisonRow row = _progress.Run(
            model.Name, report => new ModelTraining(options).Run(model, report, cancellationToken), model.StageOf);
        session.Note(row is { Result: { } result, TrainingTime: { } time }
            ? $"{model.Name}: top-1 {Words.Percent(result.Metrics.Top1)}, trained in {Words.Duration(time)}"
            : $"{model.Name} could not be trained; the reason is below the table.");
        return row;
    }

    private ComparisonRow Measure(ComparisonRow row, int genres, IReadOnlyList<string> clips, CancellationToken cancellationToken)
    {
        if (row.Result is not { Metrics: var metrics })
            return row;
        row = row with { MacroF1Interval = BootstrapIntervals.OfMacroF1(metrics.Confusion, options.Seed) };
        try
        {
            (TimeSpan time, long parameters) = _progress.Run(
                "Measuring the speed",
                report => ClipTimer.Measure(row.Model, genres, options.Segments, clips, Told(report), cancellationToken));
            return row with { TimePerClip = time, Parameters = parameters };
        }
        catch (Exception exception) when (options.IsProblem(exception))
        {
            // The figures of a long training must not be lost for it.
            return row with { Problem = $"its speed could not be measured: {Problem.OneLine(exception)}" };
        }

        Action<int> Told(IStepReport report) => done => report.Show($"{row.Model.Name}: clips", done, clips.Count);
    }

    private void Write(string what, string? path, string text)
    {
        if (path is null)
            return;
        OutputFile.Write(path, text);
        session.Note($"The table as {what} is in {Path.GetFullPath(path)}");
    }
}
