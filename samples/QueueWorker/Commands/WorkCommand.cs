using System.CommandLine;
using MusicGenre.MLNet;
using QueueWorker.Queue;
using QueueWorker.Working;

namespace QueueWorker.Commands;

/// <summary>The command <c>work</c>: classifies what is in the queue.</summary>
internal static class WorkCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ConnectionOptions connection, TextWriter log)
    {
        var defaults = new WorkSettings();
        var model = new Option<string?>("--model", "-m")
        {
            HelpName = "MODEL",
            Description = "A model that the tool musicgenre trained. Without it: the ready-made classifier.",
        };
        Option<int> concurrency = Numbers.Count("--concurrency", "N", defaults.Concurrency, "How many tracks are worked on at once.");
        Option<int> tries = Numbers.Count("--tries", "N", defaults.Tries, "After how many tries a message becomes a dead letter.");
        Option<double> delay = Numbers.Seconds(
            "--retry-delay", defaults.RetryDelay.TotalSeconds, "How many seconds a message waits after a try that failed.");
        var untilEmpty = new Option<bool>("--until-empty") { Description = "End when the queue is empty." };
        var command = new Command("work", "Classify what is in the queue until Ctrl+C; what is in hand is finished.")
        {
            model,
            concurrency,
            tries,
            delay,
            untilEmpty,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using TrackQueue queue = await connection.OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
            using MusicGenreClassifier classifier =
                parsed.GetValue(model) is { } path ? MusicGenreClassifier.Load(path) : MusicGenreClassifier.Pretrained();
            classifier.Warm();
            log.WriteLine($"Working on '{queue.Names.Name}' with {classifier.Genres.Count} genres.");
            var settings = new WorkSettings
            {
                Concurrency = parsed.GetValue(concurrency),
                Tries = parsed.GetValue(tries),
                RetryDelay = TimeSpan.FromSeconds(parsed.GetValue(delay)),
                Patience = connection.PatienceOf(parsed),
                UntilEmpty = parsed.GetValue(untilEmpty),
            };
            await new Worker(queue, classifier, settings, log).RunAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
