using MusicGenre.MLNet;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>Shows how far work is: bars in a terminal, a few lines elsewhere.</summary>
internal sealed class ProgressView(IAnsiConsole console)
{
    /// <summary>Gets whether nothing is shown.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Does a piece of work and shows how far it is.</summary>
    /// <param name="stage">What it is called before it says so itself.</param>
    /// <param name="work">The work; it tells the report how far it is.</param>
    public T Run<T>(string stage, Func<IStepReport, T> work) => Run(stage, TimeSpan.Zero, work);

    /// <summary>Does a piece of work and shows how far it is, in a file or a pipe only if it takes a while.</summary>
    /// <param name="stage">What it is called before it says so itself.</param>
    /// <param name="patience">How long nothing is said where the output is no terminal.</param>
    /// <param name="work">The work; it tells the report how far it is.</param>
    public T Run<T>(string stage, TimeSpan patience, Func<IStepReport, T> work)
    {
        if (IsSilent)
            return work(new NoReport());
        if (Consoles.IsPlain(console))
            return work(new PlainReport(console, patience));
        return console.Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new TimeLeftColumn())
            .Start(context =>
            {
                var report = new LiveReport(context);
                report.Show(stage, 0, 0);
                T result = work(report);
                report.Finish();
                return result;
            });
    }

    /// <summary>Trains or measures and shows how far it is.</summary>
    public T Run<T>(Func<IProgress<TrainProgress>, T> training) => Run("Listing files", training, value => value.Stage switch
    {
        TrainStage.Scanning => "Listing files",
        TrainStage.Done => null,
        var stage => stage.ToString(),
    });

    /// <summary>Trains or measures and shows how far it is.</summary>
    /// <param name="stage">What it is called before it says so itself.</param>
    /// <param name="training">The work.</param>
    /// <param name="name">Gets the name of the stage that a report is of; null for one that is not shown.</param>
    public T Run<T>(string stage, Func<IProgress<TrainProgress>, T> training, Func<TrainProgress, string?> name)
        => Run(stage, report => training(new Stages(report, name)));

    private sealed class NoReport : IStepReport
    {
        public void Show(string stage, int completed, int total)
        {
        }
    }

    private sealed class Stages(IStepReport report, Func<TrainProgress, string?> name) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value)
        {
            if (name(value) is { } stage)
                report.Show(stage, value.Completed, value.Total);
        }
    }
}
