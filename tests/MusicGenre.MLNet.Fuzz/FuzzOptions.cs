using System.Globalization;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz;

/// <summary>What a run does, from its command line.</summary>
internal sealed record FuzzOptions
{
    /// <summary>The command line, for who gives a wrong one.</summary>
    public const string Usage =
        """
        MusicGenre.MLNet.Fuzz [--minutes N | --inputs N] [--targets a,b] [--seed S] [--start I] [--output FOLDER]
        MusicGenre.MLNet.Fuzz --repro FILE --target T
        MusicGenre.MLNet.Fuzz --write-seeds FOLDER --target T
        MusicGenre.MLNet.Fuzz --libfuzzer T | --afl T
        MusicGenre.MLNet.Fuzz --list
        """;

    /// <summary>Gets how long the run takes, in seconds. The default value is 60.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Gets the number of inputs; <see langword="null"/> for as many as the time allows.</summary>
    public long? Inputs { get; init; }

    /// <summary>Gets what is attacked. The default value is everything.</summary>
    public IReadOnlyList<FuzzTarget> Targets { get; init; } = FuzzTargets.All;

    /// <summary>Gets the seed. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets how many inputs of the same seed were tried before.</summary>
    public long Start { get; init; }

    /// <summary>Gets the folder that inputs are written to that a reader did not bear.</summary>
    public string Output { get; init; } = "fuzz-findings";

    /// <summary>Gets how long an input may be at work before the process is looked at that reads it. The default value is 20 s.</summary>
    public TimeSpan MostWall { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FuzzUsageException">It is wrong.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> args)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < args.Count; i += 2)
        {
            string value = i + 1 < args.Count ? args[i + 1] : throw new FuzzUsageException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--minutes" => options with { Seconds = 60 * Number(value) },
                "--inputs" => options with { Inputs = (long)Number(value) },
                "--targets" => options with { Targets = [.. value.Split(',').Select(FuzzTargets.Named)] },
                "--seed" => options with { Seed = (int)Number(value) },
                "--start" => options with { Start = (long)Number(value) },
                "--output" => options with { Output = value },
                _ => throw new FuzzUsageException($"There is no option {args[i]}."),
            };
        }
        return options;
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number >= 0
        ? number
        : throw new FuzzUsageException($"'{text}' is no number.");
}
