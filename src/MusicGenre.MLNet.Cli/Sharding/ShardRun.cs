using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>
/// Makes the part of one shard. It may be stopped and started again at any moment: rows that are done are kept, the part appears when it is
/// whole, and one that is whole is not made again.
/// </summary>
internal sealed class ShardRun(ShardModel model, TrackList list, Shard shard, string part, Session session)
{
    private int _done, _refused;

    /// <summary>Gets how many files are worked on at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets whether the tracks of a whole part that could not be used are tried again.</summary>
    public bool RetryErrors { get; init; }

    /// <summary>Gets whether a whole part is a success whatever is in it.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Makes the part.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="ToolException">There is something else where the part should be.</exception>
    /// <exception cref="CancelledException">It was stopped; what was done is kept.</exception>
    public int Run(CancellationToken cancellationToken)
    {
        PartIdentity identity = model.IdentityOf(list, shard);
        using PartReader? whole = OpenWhole(identity);
        if (whole is not null && !(RetryErrors && whole.Rows().Any(row => row.Error is not null)))
            return Finish(whole);
        using Journal journal = Journal.Open(part, identity);
        if (journal.Count > 0)
            session.Note($"{Words.Count(journal.Count, "track")} had been done before.");
        try
        {
            session.Progress.Run($"Shard {shard}", TimeSpan.FromSeconds(3), report =>
            {
                Work(journal, whole, report, cancellationToken);
                return true;
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CancelledException(
                $"Cancelled after {Words.Count(journal.Count, "track")} of {list.CountOf(shard)}. The same command goes on from there.");
        }
        using (var writer = new PartWriter(part, identity))
        {
            foreach (PartRow row in journal.Rows())
            {
                writer.Add(row);
                (row.Error is null ? ref _done : ref _refused)++;
            }
            whole?.Dispose();
            writer.Complete();
        }
        journal.Delete();
        return Finish(null);
    }

    private PartReader? OpenWhole(PartIdentity identity)
    {
        if (!File.Exists(part))
            return null;
        PartReader whole = PartReader.Open(part);
        if (whole.Identity.IsSameRunAs(identity))
            return whole;
        whole.Dispose();
        throw new ToolException(
            $"{part} is there and of another run: of another list, shard, model or version. Name another -o, or delete it.");
    }

    private int Finish(PartReader? whole)
    {
        if (whole is not null)
        {
            foreach (PartRow row in whole.Rows())
                (row.Error is null ? ref _done : ref _refused)++;
            // One that was killed between its last two steps.
            File.Delete(Journal.PathOf(part));
        }
        string again = whole is null ? "" : " It had been made before.";
        string refused = _refused > 0 ? $", of which {_refused} could not be used: see its column error" : "";
        session.Note($"Shard {shard}: {Words.Count(_done + _refused, "track")} in {part}{refused}.{again}");
        return AllowErrors ? ExitCode.Success : ExitCode.Of(_done, _refused);
    }

    // In the order of the list, with a few files ahead: the journal then needs no other order, and says what is left by its length.
    private void Work(Journal journal, PartReader? earlier, IStepReport report, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var gate = new SemaphoreSlim(Threads);
        using IEnumerator<PartRow> known = (earlier?.Rows() ?? []).GetEnumerator();
        for (int i = 0; i < journal.Count && known.MoveNext(); i++)
        {
            // Rows of the earlier part that the journal has already.
        }
        int total = list.CountOf(shard);
        var ahead = new Queue<Task<PartRow>>();
        try
        {
            foreach (string path in list.PathsOf(shard).Skip(journal.Count))
            {
                ahead.Enqueue(known.MoveNext() && known.Current is { Error: null } row ? Task.FromResult(row) : Start(path));
                if (ahead.Count >= 2 * Threads)
                    Keep(ahead.Dequeue());
            }
            while (ahead.Count > 0)
                Keep(ahead.Dequeue());
        }
        finally
        {
            stop.Cancel();
            // Their errors are dropped with their rows: the first one is on its way.
            Task.WhenAll(ahead).ContinueWith(static all => all.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        Task<PartRow> Start(string path) => Task.Run(
            async () =>
            {
                await gate.WaitAsync(stop.Token).ConfigureAwait(false);
                try
                {
                    return model.Work(path, stop.Token);
                }
                finally
                {
                    gate.Release();
                }
            },
            stop.Token);

        void Keep(Task<PartRow> task)
        {
            journal.Add(task.GetAwaiter().GetResult());
            report.Show($"Shard {shard}", journal.Count, total);
        }
    }
}
