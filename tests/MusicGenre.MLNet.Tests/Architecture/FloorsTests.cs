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

    /// <summary>Folders whose files may name each other in a circle, and why.</summary>
    private static readonly string[] Circles =
    [
        "Augmentation/Steps", // System.Text.Json wants the kinds of steps listed at their base.
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> Core = new(() => SourceGraph.Of("MusicGenre.MLNet"));

    [Test]
    public void NoFolderNamesAHigherOne()
    {
        string[] upwards = [.. from file in Core.Value
                               from named in file.Value
                               where Floor(named) > Floor(file.Key)
                               orderby file.Key, named
                               select $"{file.Key} names {named}"];

        Assert.That(upwards, Is.Empty);
    }

    [Test]
    public void NoFilesNameEachOtherInACircle()
    {
        string[] circles = [.. Core.Value.Keys.Where(file => Reachable(file).Contains(file)).Where(file => !Circles.Any(allowed => IsIn(file, allowed))).Order()];

        Assert.That(circles, Is.Empty);
    }

    [Test]
    public void EveryFolderHasItsFloorAndEveryFloorItsFiles()
    {
        string[] folders = [.. Core.Value.Keys.Where(file => file.Contains('/')).Select(file => file[..file.IndexOf('/')]).Distinct()];

        Assert.That(folders, Is.EquivalentTo(Floors));
    }

    private static int Floor(string file)
    {
        int floor = Array.FindIndex(Floors, folder => IsIn(file, folder));
        return floor >= 0 ? floor : Floors.Length;
    }

    private static bool IsIn(string file, string folder) => file.StartsWith(folder + "/", StringComparison.Ordinal);

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
