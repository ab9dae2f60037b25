using System.Globalization;
using MusicGenre.MLNet.Fuzz.Targets;

namespace MusicGenre.MLNet.Fuzz.Running;

/// <summary>The whole files of each target on disk: made once, read by every worker.</summary>
internal static class SeedFolder
{
    public static void Write(string folder, FuzzTarget target)
    {
        string place = Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
        foreach ((int i, byte[] seed) in target.MakeSeeds().Index())
            File.WriteAllBytes(Path.Combine(place, i.ToString("000", CultureInfo.InvariantCulture)), seed);
    }

    public static IReadOnlyList<byte[]> Read(string folder, FuzzTarget target)
        => [.. Directory.GetFiles(Path.Combine(folder, target.Name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
