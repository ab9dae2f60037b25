using System.Globalization;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>Reads inputs in a process that may die of them.</summary>
internal sealed class Worker : IDisposable
{
    // Of one kind; the rest are counted.
    private const int MostReported = 3;

    private readonly string _folder;
    private readonly int _seed;
    private readonly Board _board;
    private readonly Dictionary<string, int> _reported = [];

    private Worker(string folder, int seed) => (_folder, _seed, _board) = (folder, seed, Board.Open(Path.Combine(folder, "board")));

    /// <summary>Does the parts of a plan, from one on.</summary>
    /// <param name="folder">Where the plan, the board and the whole files are.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="first">The first part to do.</param>
    public static void Run(string folder, int seed, int first)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        DieWithParent();
        using var worker = new Worker(folder, seed);
        WorkItem[] plan = [.. File.ReadAllLines(Path.Combine(folder, "plan")).Select(WorkItem.FromLine)];
        for (int part = first; part < plan.Length; part++)
            worker.Do(part, plan[part]);
        worker._board.Part = plan.Length;
    }

    public void Dispose() => _board.Dispose();

    // The parent holds the other end of the standard input.
    private static void DieWithParent() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(3);
    })
    {
        IsBackground = true,
    }.Start();

    private void Do(int part, WorkItem item)
    {
        _board.Part = part;
        long deadline = item.Seconds > 1e6 ? long.MaxValue : Environment.TickCount64 + (long)(1000 * item.Seconds);
        FuzzTarget target = FuzzTargets.Named(item.Target);
        IReadOnlyList<byte[]> seeds = SeedFolder.Read(_folder, target);
        target.Prepare?.Invoke(seeds);
        WarmUp(part, target, seeds);
        for (long index = Math.Max(item.Start, _board[part, Board.Count.Next]); index < item.Start + item.Count; index++)
        {
            _board[part, Board.Count.Next] = index;
            if (Environment.TickCount64 > deadline)
                return;
            byte[] input = target.Input(_seed, index, seeds);
            Note(part, target, index, Begin(target, input));
            _board[part, Board.Count.Next] = index + 1;
        }
    }

    // Reads the whole files, which also compiles the code before anything is measured.
    private void WarmUp(int part, FuzzTarget target, IReadOnlyList<byte[]> seeds)
    {
        foreach ((int i, byte[] seed) in seeds.Index())
        {
            Attempt attempt = Begin(target, seed);
            if (attempt.Problem is { Kind: not ("slow" or "memory") } problem)
                Report(part, new Finding(target.Name, -1 - i, problem.Kind, $"of a whole file: {problem.Message}"));
            else if (attempt.Refusal is { } refusal && target.SeedsAreRead)
                Report(part, new Finding(target.Name, -1 - i, "exception", $"The whole file {i} is refused: {refusal.Message}"));
        }
    }

    private Attempt Begin(FuzzTarget target, byte[] input)
    {
        _board.Beats++;
        _board.CpuBegun = (long)Environment.CpuUsage.TotalTime.TotalMilliseconds;
        _board.Begun = Environment.TickCount64;
        Attempt attempt = Attempt.Of(target, input);
        _board.Begun = 0;
        return attempt;
    }

    private void Note(int part, FuzzTarget target, long index, Attempt attempt)
    {
        _board[part, Board.Count.Inputs]++;
        if (attempt.Refusal is not null && attempt.Problem is null)
            _board[part, Board.Count.Refused]++;
        long micros = (long)attempt.Cpu.TotalMicroseconds;
        if (micros > _board[part, Board.Count.SlowestMicroseconds])
            (_board[part, Board.Count.SlowestMicroseconds], _board[part, Board.Count.SlowestIndex]) = (micros, index);
        if (attempt.Bytes > _board[part, Board.Count.MostBytes])
            (_board[part, Board.Count.MostBytes], _board[part, Board.Count.MostIndex]) = (attempt.Bytes, index);
        if (attempt.Problem is { } problem)
            Report(part, new Finding(target.Name, index, problem.Kind, problem.Message));
    }

    private void Report(int part, Finding finding)
    {
        _board[part, Board.Count.Findings]++;
        string kind = $"{finding.Target} {finding.Kind} {finding.Message.Split(':')[0]}";
        int known = _reported[kind] = _reported.GetValueOrDefault(kind) + 1;
        if (known <= MostReported)
            Console.Out.WriteLine(finding.ToLine());
    }
}
