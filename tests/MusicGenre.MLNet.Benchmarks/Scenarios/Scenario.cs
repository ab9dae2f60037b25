namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>Whole jobs that last seconds to minutes, so that they are timed once and not by BenchmarkDotNet.</summary>
internal static class Scenario
{
    private static readonly Dictionary<string, (string About, Action<ScenarioOptions> Run)> All = new()
    {
        ["mel"] = ("decode + mel of --count (100) WAVs on all cores; --data DIR takes the WAVs of a folder", MelScenario.Run),
        ["clip"] = ("decode, mel + dB, resampling, stretch, shift and FFT of one clip on one thread; --data WAV takes a file",
            ClipScenario.Run),
        ["predict"] = ("one warm classification of a 30-s WAV", PredictScenario.Run),
        ["library"] = ("--count (1000) files of 30 s, half WAV, half mp3, classified on all cores", LibraryScenario.Run),
        ["throughput"] = ("--count (200) 30-s WAVs by --backbone and by --against (efficientat) in turns; --data DIR takes the WAVs of a folder", ThroughputScenario.Run),
        ["train"] = ("Train on --count (1000) tracks of 30 s, nothing cached and then cached", TrainScenario.Run),
        ["startup"] = ("CPU time of Load and the first prediction, in a new process", StartupScenario.Run),
        ["engine-pool"] = ("one classifier beside a pool of --count (8) of ML.NET's prediction engines", EnginePoolScenario.Run),
        ["growth"] = ("how the cost grows with clip length, files, genres and cores", GrowthScenario.Run),
        [StartupScenario.Child] = ("(the process that 'startup' starts)", StartupScenario.RunChild),
        [GrowthScenario.Child] = ("(the process that 'growth' starts)", GrowthScenario.RunChild),
    };

    public static int Run(string[] args)
    {
        if (args.Length > 0 && All.TryGetValue(args[0], out (string About, Action<ScenarioOptions> Run) scenario))
        {
            scenario.Run(ScenarioOptions.Parse(args[1..]));
            return 0;
        }
        Console.WriteLine("--scenario NAME [--backbone NAME] [--against NAME] [--count N] [--data DIR], where NAME is one of");
        foreach ((string name, (string about, _)) in All)
            Console.WriteLine($"  {name,-14} {about}");
        return 1;
    }
}
