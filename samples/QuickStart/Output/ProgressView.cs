using MusicGenre.MLNet;
using Spectre.Console;

namespace QuickStart.Output;

/// <summary>Shows how far work is: bars in a terminal, a few lines elsewhere.</summary>
internal sealed class ProgressView(IAnsiConsole console)
{
    /// <summary>Does a piece of work and shows how far it is.</summary>
    /// <param name="stage">What it is called before it says so itself.</param>
    /// <param name="work">The work; it tells the report how far it is.</param>
    public T Run<T>(string stage, Func<IStepReport, T> work)
    {
        if (Terminal.IsPlain(console))
            return work(new PlainReport(console));
        return console.Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn())
            .Start(context =>
            {
                var report = new LiveReport(context);
                report.Show(stage, 0, 0);
                T result = work(report);
                report.Finish();
                return result;
            });
    }

    /// <summary>Trains or cross-validates and shows how far it is.</summary>
    public T Run<T>(Func<IProgress<TrainProgress>, T> training) => Run("Listing files", report => training(new Stages(report)));

    private sealed class Stages(IStepReport report) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value)
        {
            string? stage = value.Stage switch
            {
                TrainStage.Scanning => "Listing files",
                TrainStage.Embedding => "Embedding",
                TrainStage.Training => "Training",
                TrainStage.Evaluating => "Evaluating",
                _ => null,
            };
            if (stage is not null)
                report.Show(stage, value.Completed, value.Total);
        }
    }
}
