namespace MusicGenre.MLNet.Tests.Architecture;

/// <summary>The core package is a house: each folder stands on those below it and knows nothing of those above.</summary>
public sealed class FloorsTests
{
    /// <summary>The folders of the core from the ground up. What lies in none of them is the front door, above all.</summary>
    private static readonly string[] Floors =
    [
        "Common", "Audio", "Spectrograms", "Augmentation", "Data", "Backbones", "Embeddings", "Evaluation", "Pipeline", "Heads", "Models",
        "Training", "Prediction", "Reports",
    ];

    /// <summary>
    /// The files that may name each other in a circle, each circle of one concept in one folder. A new one has to be argued for here.
    /// </summary>
    private static readonly string[][] Circles =
    [
        // System.Text.Json wants the steps listed at their base, and the code that it writes for a plan names the plan.
        ["Augmentation/AugmentationPlan.cs", "Augmentation/AugmentedCopy.cs", "Augmentation/PlanJson.cs", "Augmentation/Steps/*"],
        ["Audio/*"], // A base class opens the streams that derive from it.
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> Core = new(() => SourceGraph.Of("MusicGenre.MLNet"));

    [Test]
    public void No_folder_names_a_higher_one()
    {
        string[] upwards = [.. from file in Core.Value
                               from named in file.Value
                               where Floor(named) > Floor(file.Key)
                               orderby file.Key, named
                               select $"{file.Key} names {named}"];

        Assert.That(upwards, Is.Empty);
    }

    [Test]
    public void No_files_name_each_other_in_a_circle()
    {
        Dictionary<string, HashSet<string>> reachable = Core.Value.Keys.ToDictionary(file => file, Reachable);
        string[] circles = [.. from file in reachable.Keys
                               where reachable[file].Contains(file)
                               let circle = reachable[file].Where(other => reachable[other].Contains(file)).Order().ToArray()
                               where !Circles.Any(allowed => circle.All(other => allowed.Any(entry => Matches(other, entry))))
                               select string.Join(" - ", circle)];

        Assert.That(circles.Distinct(), Is.Empty);
    }

    [Test]
    public void Every_folder_has_its_floor()
    {
        string[] folders = [.. Core.Value.Keys.Where(file => file.Contains('/')).Select(file => file[..file.IndexOf('/')]).Distinct()];

        Assert.That(folders, Is.SubsetOf(Floors));
    }

    private static int Floor(string file)
    {
        int floor = Array.FindIndex(Floors, folder => IsIn(file, folder));
        return floor >= 0 ? floor : Floors.Length;
    }

    private static bool IsIn(string file, string folder) => file.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool Matches(string file, string entry)
        => entry.EndsWith('*') ? file.StartsWith(entry[..^1], StringComparison.Ordinal) : file == entry;

    private static HashSet<string> Reachable(string file)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(Core.Value[file]);
        while (open.TryDequeue(out string? next))
            if (reached.Add(next))
                foreach (string further in Core.Value[next])
                    open.Enqueue(further);
        return reached;
    }
}
