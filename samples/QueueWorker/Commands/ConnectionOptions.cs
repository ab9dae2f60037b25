using System.CommandLine;
using QueueWorker.Queue;

namespace QueueWorker.Commands;

/// <summary>The options that all commands have: which server, which queue.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string> _server = new("--server")
    {
        HelpName = "URL",
        Description = "The NATS server. Default: the environment variable NATS_URL, else nats://127.0.0.1:4222.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NATS_URL") is { Length: > 0 } url ? url : "nats://127.0.0.1:4222",
        Recursive = true,
    };

    private readonly Option<string> _queue = new("--queue")
    {
        HelpName = "NAME",
        Description = "The queue's name on the server.",
        DefaultValueFactory = _ => "tracks",
        Recursive = true,
    };

    private readonly Option<double> _patience = new("--patience")
    {
        HelpName = "S",
        Description = "For how many seconds the server may be away once the program has begun.",
        DefaultValueFactory = _ => 60,
        Recursive = true,
    };

    /// <summary>Adds them to the program.</summary>
    public void AddTo(RootCommand root)
    {
        _queue.Validators.Add(result =>
        {
            if (!QueueNames.IsName(result.GetValueOrDefault<string>() ?? ""))
                result.AddError("--queue takes letters, digits, - and _.");
        });
        root.Add(_server);
        root.Add(_queue);
        root.Add(_patience);
    }

    /// <summary>Gets for how long the server may be away.</summary>
    public TimeSpan PatienceOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_patience));

    /// <summary>Opens the queue.</summary>
    public Task<TrackQueue> OpenAsync(ParseResult parsed, CancellationToken cancellationToken, QueueSettings? settings = null)
        => TrackQueue.OpenAsync(parsed.GetValue(_server)!, parsed.GetValue(_queue)!, settings, cancellationToken);
}
