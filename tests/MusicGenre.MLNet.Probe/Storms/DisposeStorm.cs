using System.Collections.Concurrent;

namespace MusicGenre.MLNet.Probe.Storms;

/// <summary>
/// Threads use one object while the main thread disposes it, over and over, each time at another moment. A call may give the right answer
/// or <see cref="ObjectDisposedException"/>, and nothing else.
/// </summary>
/// <typeparam name="T">What is used and disposed.</typeparam>
/// <param name="name">Its name in the report.</param>
/// <param name="open">Makes one.</param>
/// <param name="calls">The ways to use it, shared out among the threads; each tells whether the answer is right.</param>
internal sealed class DisposeStorm<T>(string name, Func<T> open, Func<T, bool>[] calls)
    where T : IDisposable
{
    private const int Threads = 8;
    private const int Rounds = 40;
    private const int LatestMilliseconds = 120;

    // A round takes a fraction of a second; a call that never ends would be a fault too.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<string> _faults = [];
    private int _answers;
    private int _refusals;

    /// <summary>Runs the rounds and reports how they went.</summary>
    /// <returns>Whether every call ended as it may.</returns>
    public bool Run(TextWriter report)
    {
        var random = new Random(1);
        for (int round = 0; round < Rounds && _faults.IsEmpty; round++)
            RunRound(random.Next(LatestMilliseconds + 1));
        // Each thread goes on until it is refused.
        if (_faults.IsEmpty && _refusals != Threads * Rounds)
            _faults.Add($"{_refusals} calls were refused, not {Threads * Rounds}");
        if (_faults.IsEmpty && _answers == 0)
            _faults.Add("no call was ever answered");
        report.WriteLine($"{name}: {_answers} calls answered, {_refusals} refused");
        foreach (string fault in _faults)
            report.WriteLine($"{name}: {fault}");
        return _faults.IsEmpty;
    }

    private void RunRound(int milliseconds)
    {
        T shared = open();
        using var start = new CountdownEvent(Threads);
        var threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            Func<T, bool> call = calls[i % calls.Length];
            threads[i] = new Thread(() => Use(shared, call, start)) { IsBackground = true };
            threads[i].Start();
        }
        start.Wait();
        Thread.Sleep(milliseconds);
        shared.Dispose();
        shared.Dispose();
        if (!threads.All(thread => thread.Join(Patience)))
            _faults.Add($"a thread was still at work {Patience.TotalSeconds:f0} s after Dispose");
    }

    private void Use(T shared, Func<T, bool> call, CountdownEvent start)
    {
        start.Signal();
        try
        {
            while (call(shared))
                Interlocked.Increment(ref _answers);
            _faults.Add("a call gave a wrong answer");
        }
        catch (ObjectDisposedException)
        {
            Interlocked.Increment(ref _refusals);
        }
        catch (Exception e)
        {
            // Everything is looked for here, and told.
            _faults.Add(e.ToString());
        }
    }
}
