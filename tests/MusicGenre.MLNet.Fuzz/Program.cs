using System.Globalization;
using MusicGenre.MLNet.Fuzz;
using MusicGenre.MLNet.Fuzz.Running;
using MusicGenre.MLNet.Fuzz.Targets;

// Attacks everything that reads files, with damaged ones: docs/reliability.md. The exit code is 0 if all was borne, 1 if not, 2 for a wrong
// command line. `worker …` is what it starts as processes of its own.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
FuzzOptions options;
try
{
    switch (args)
    {
        case ["worker", var folder, var seed, var first]:
            Worker.Run(folder, int.Parse(seed), int.Parse(first));
            return 0;
        case ["--list"]:
            foreach (FuzzTarget target in FuzzTargets.All)
                Console.WriteLine($"{target.Name}: {string.Join(", ", target.Documented.Select(type => type.Name))}");
            return 0;
        case ["--repro", var file, "--target", var name]:
            return OneInput.Reproduce(FuzzTargets.Named(name), file, Console.Out) ? 0 : 1;
        case ["--write-seeds", var folder, "--target", var name]:
            SeedFolder.Write(folder, FuzzTargets.Named(name));
            return 0;
        case ["--libfuzzer", var name]:
            OneInput.LibFuzzer(FuzzTargets.Named(name));
            return 0;
        case ["--afl", var name]:
            OneInput.Afl(FuzzTargets.Named(name));
            return 0;
    }
    options = FuzzOptions.Parse(args);
}
catch (FuzzUsageException e)
{
    Console.Error.WriteLine($"{e.Message}\n{FuzzOptions.Usage}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var run = new FuzzRun(options, Console.Out);
IReadOnlyList<TargetResult> results = run.Run(stop.Token);
Table.Write(Console.Out, results);
return run.Findings.Count == 0 ? 0 : 1;
