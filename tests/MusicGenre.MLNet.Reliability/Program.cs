using System.Globalization;
using MusicGenre.MLNet.Endurance.Children;
using MusicGenre.MLNet.Endurance.Kills;
using MusicGenre.MLNet.Endurance.Load;
using MusicGenre.MLNet.Endurance.Soak;

// Long attacks on the library, each with the exit code 0 where all was as it should be:
//   soak [predictions] [threads] [rounds]   predictions on many threads with failing files among them, then rounds of load, predict, dispose
//   kills [count] [seed] [kind]             kill -9 at random moments of each kind of work, and what the next start finds
//   load [seconds] [times]                  a web service under twice (or so many times) the load that it can bear
// `child VERB …` is what these start as processes of their own.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["soak", .. var numbers]:
        return new SoakRun(Number(numbers, 0, 100_000), Number(numbers, 1, 64), Number(numbers, 2, 1000), numbers.ElementAtOrDefault(3)).Run(Console.Out) ? 0 : 1;
    case ["kills", .. var numbers]:
        return new KillRun(Number(numbers, 0, 100), Number(numbers, 1, 1), numbers.ElementAtOrDefault(2)).Run(Console.Out) ? 0 : 1;
    case ["load", .. var numbers]:
        return await new LoadRun(TimeSpan.FromSeconds(Number(numbers, 0, 60)), Number(numbers, 1, 2)).RunAsync(Console.Out) ? 0 : 1;
    case ["child", "serve"]:
        await LoadServer.RunAsync();
        return 0;
    case ["child", var verb, .. var rest]:
        return Child.Run(verb, rest);
    default:
        Console.Error.WriteLine("Usage: soak [predictions] [threads] [rounds] | kills [count] [seed] [kind] | load [seconds] [times]");
        return 2;
}

static int Number(string[] values, int index, int otherwise)
    => index < values.Length ? int.Parse(values[index], CultureInfo.InvariantCulture) : otherwise;
