using System.Collections.Concurrent;
using System.CommandLine;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>augment write</c>: augmented copies of a training part on disk.</summary>
internal sealed class AugmentWriteCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _output = CommonOptions.Text("--output", "DIR", "Where the copies go. Default: augmented.", "-o");
    private readonly PlanOptions _plan = new();

    public AugmentWriteCommand(Session session)
        : base(session, "write", "Write augmented copies of the training part as spectrogram PNGs.")
    {
        Take(_data, _output);
        _plan.AddTo(this);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("augment write music -o augmented", "varied copies of the training tracks, as pictures"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string folder = parsed.GetValue(_output) ?? "augmented";
        OutputFile.EnsureFolder(folder, $"The copies in {folder}");
        GenreDataset dataset = GenreDataset.Open(parsed.GetValue(_data)!, cancellationToken: cancellationToken);
        TrackSplit split = TrackSplitter.Split(dataset.Tracks, new TrainOptions().TestSetFraction, new TrainOptions().Seed);
        Session.Note(
            $"{dataset}: writing copies of the {split.Train.Count} training files ({split.Name}), none of the {split.Test.Count} others");
        var problems = new ConcurrentBag<string>();
        IReadOnlyList<string> written = Session.Progress.Run(
            "Augmenting", report => CopyWriter.Write(split.Train, _plan.Read(parsed), folder, null, report, cancellationToken), Stage);
        foreach (string problem in problems.Order(StringComparer.Ordinal))
            Session.Note($"Skipped {problem}");
        Session.Note($"{written.Count} pictures in {Path.GetFullPath(folder)}");
        return ExitCode.Of(written.Count, problems.Count);

        string Stage(TrainProgress value)
        {
            if (value.Problem is not null)
                problems.Add($"{value.Item}: {value.Problem}");
            return "Augmenting";
        }
    }
}
