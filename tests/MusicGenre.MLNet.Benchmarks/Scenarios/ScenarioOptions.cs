using System.Globalization;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Benchmarks.Scenarios;

/// <summary>What a scenario's command line says.</summary>
internal sealed record ScenarioOptions
{
    public string Backbone { get; init; } = BackboneCatalog.Default;

    /// <summary>The backbone that <see cref="Backbone"/> is measured against.</summary>
    public string Against { get; init; } = "efficientat";

    /// <summary>How many files; null for the scenario's own number.</summary>
    public int? Count { get; init; }

    /// <summary>A folder, or in a started process its material; null for generated music.</summary>
    public string? Data { get; init; }

    public static ScenarioOptions Parse(IReadOnlyList<string> args)
    {
        var options = new ScenarioOptions();
        for (int i = 0; i + 1 < args.Count; i += 2)
            options = args[i] switch
            {
                "--backbone" => options with { Backbone = args[i + 1] },
                "--against" => options with { Against = args[i + 1] },
                "--count" => options with { Count = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--data" => options with { Data = args[i + 1] },
                _ => throw new ArgumentException($"There is no option {args[i]}; see --scenario help."),
            };
        return args.Count % 2 == 0 ? options : throw new ArgumentException($"{args[^1]} needs a value.");
    }
}
