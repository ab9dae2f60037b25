using System.Diagnostics;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>Attacks readers with inputs, and writes those that they did not bear.</summary>
internal sealed class FuzzRun
{
    // After so many deaths a target is left.
    private const int MostDeaths = 20;

    // Inputs, and seconds, after which the figures so far are told.
    private const long Block = 100_000;
    private const double Round = 120;

    private readonly FuzzOptions _options;
    private readonly TextWriter _output;
    private readonly IReadOnlyList<FuzzTarget> _targets;
    private readonly IReadOnlyList<TargetResult> _results;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _deaths = [];
    private string _folder = "";

    public FuzzRun(FuzzOptions options, TextWriter output)
    {
        (_options, _output, _targets) = (options, output, options.Targets);
        _results = [.. _targets.Select(target => new TargetResult { Target = target.Name, Next = Shared(options.Start, target) })];
    }

    /// <summary>Gets what was found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Runs.</summary>
    /// <returns>What came of each target.</returns>
    public IReadOnlyList<TargetResult> Run(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        _folder = Directory.CreateTempSubdirectory("musicgenre-fuzz-").FullName;
        try
        {
            foreach (FuzzTarget target in _targets)
                SeedFolder.Write(_folder, target);
            if (_options.Inputs is { } inputs)
                RunInputs(inputs, clock, cancellation);
            else
                RunTime(_options.Seconds, clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            _output.WriteLine("Stopped.");
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
        return _results;
    }

    private void RunInputs(long inputs, Stopwatch clock, CancellationToken cancellation)
    {
        long end = _options.Start + inputs;
        for (long from = _options.Start; from < end; from = Math.Min(end, from + Block))
        {
            long to = Math.Min(end, from + Block);
            Do([.. _targets.Select(target => new WorkItem(
                target.Name, Shared(from, target), Shared(to, target) - Shared(from, target), double.MaxValue))], cancellation);
            _output.WriteLine(
                $"{DateTime.Now:HH:mm:ss} {_results.Sum(result => result.Inputs):N0} inputs, "
                + $"{_results.Sum(result => result.Findings)} findings, {clock.Elapsed.TotalSeconds:0} s; go on with --start {to}");
        }
    }

    private void RunTime(double seconds, Stopwatch clock, CancellationToken cancellation)
    {
        for (double left = seconds - clock.Elapsed.TotalSeconds; left > 0.5; left = seconds - clock.Elapsed.TotalSeconds)
        {
            double each = Math.Min(left, Round) / _targets.Count;
            Do([.. _results.Select(result => new WorkItem(result.Target, result.Next, long.MaxValue / 2, each))], cancellation);
            _output.WriteLine($"{_results.Sum(result => result.Inputs):N0} inputs, {_results.Sum(result => result.Findings)} findings, "
                + $"{clock.Elapsed.TotalSeconds:0} s");
        }
    }

    // Inputs of a target among the first so many of a run over all.
    private long Shared(long inputs, FuzzTarget target)
        => (long)((Int128)inputs * target.Share / Math.Max(1, _targets.Sum(one => one.Share)));

    private void Do(WorkItem[] plan, CancellationToken cancellation)
    {
        File.WriteAllLines(Path.Combine(_folder, "plan"), plan.Select(item => item.ToLine()));
        using Board board = Board.Create(Path.Combine(_folder, "board"), plan.Length);
        for (int part = 0; part < plan.Length; part++)
            board[part, Board.Count.Next] = plan[part].Start;
        try
        {
            for (int first = 0; first < plan.Length;)
            {
                var worker = new WorkerProcess(_folder, _options, Report);
                if (worker.Run(board, first, cancellation) is not { } death)
                    break;
                int part = (int)board.Part;
                long index = board[part, Board.Count.Next];
                Report(new Finding(plan[part].Target, index, death.Kind, death.Message));
                board[part, Board.Count.Findings]++;
                board[part, Board.Count.Inputs]++;
                board[part, Board.Count.Next] = index + 1;
                // One that dies of everything would take the time of all.
                int deaths = _deaths[plan[part].Target] = _deaths.GetValueOrDefault(plan[part].Target) + 1;
                first = deaths >= MostDeaths ? part + 1 : part;
            }
        }
        finally
        {
            for (int part = 0; part < plan.Length; part++)
                _results[part].Add(board, part);
        }
    }

    private void Report(Finding finding)
    {
        lock (_findings)
        {
            _findings.Add(finding);
            FuzzTarget target = FuzzTargets.Named(finding.Target);
            IReadOnlyList<byte[]> seeds = SeedFolder.Read(_folder, target);
            byte[] input = finding.Index < 0 ? seeds[(int)(-1 - finding.Index)] : target.Input(_options.Seed, finding.Index, seeds);
            Directory.CreateDirectory(_options.Output);
            string file = Path.Combine(_options.Output, finding.FileName);
            File.WriteAllBytes(file, input);
            _output.WriteLine($"{finding.Target} {finding.Index}, {finding.Kind}: {finding.Message}");
            _output.WriteLine(
                $"    dotnet run -c Release --project tests/MusicGenre.MLNet.Fuzz -- --repro {file} --target {finding.Target}");
        }
    }
}
