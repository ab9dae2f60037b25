using BenchmarkDotNet.Running;
using MusicGenre.MLNet.Benchmarks;
using MusicGenre.MLNet.Benchmarks.Scenarios;

// dotnet run -c Release --project tests/MusicGenre.MLNet.Benchmarks -- …
//   --quick [--filter '*Fourier*']   every benchmark with few iterations in this process: one table in a few minutes
//   [--filter '*Fourier*']           BenchmarkDotNet's own way: a process a benchmark, many iterations
//   --scenario NAME [N]              whole jobs, timed once: see --scenario help
if (args is ["--scenario", ..])
    return Scenario.Run(args[1..]);
bool quick = args.Contains("--quick");
string[] rest = [.. args.Where(a => a != "--quick")];
if (rest.Length == 0)
    rest = ["--filter", "*"];
return BenchmarkSwitcher.FromAssembly(typeof(BenchmarkSettings).Assembly).Run(rest, new BenchmarkSettings(quick)).Any() ? 0 : 1;
