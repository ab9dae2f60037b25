using System.Collections.Concurrent;
using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>augment write</c>: augmented copies of a training part on disk.</summary>
internal sealed class AugmentWriteCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _output = CommonOptions.Text("--output", "DIR", "Where the copies go. Default: augmented.", "-o");
    private readonly PlanOptions _plan = new();

    /// <summary>Creates the command.</summary>
    public AugmentWriteCommand(Session session)
        : base(session, "write", "Write augmented copies of the training part as spectrogram PNGs.")
    {
        Add(_data);
        Add(_output);
        _plan.AddTo(this);
    }

    /// <inheritdoc/>
    protected override bool Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string folder = parsed.GetValue(_output) ?? "augmented";
        OutputFile.EnsureFolder(folder, $"The copies in {folder}");
        GenreDataset dataset = GenreDataset.Open(parsed.GetValue(_data)!, cancellationToken: cancellationToken);
        TrackSplit split = TrackSplitter.Split(dataset.Tracks, new TrainOptions().TestSetFraction, new TrainOptions().Seed);
        Session.Note(
            $"{dataset}: writing copies of the {split.Train.Count} training files ({split.Name}), none of the {split.Test.Count} others");
        var problems = new ConcurrentBag<string>();
        IReadOnlyList<string> written = Session.Progress.Run("Augmenting", report => CopyWriter.Write(
            split.Train, _plan.Read(parsed), folder, null, new Steps(report, problems), cancellationToken));
        foreach (string problem in problems.Order(StringComparer.Ordinal))
            Session.Note($"Skipped {problem}");
        Session.Note($"{written.Count} pictures in {Path.GetFullPath(folder)}");
        return true;
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
