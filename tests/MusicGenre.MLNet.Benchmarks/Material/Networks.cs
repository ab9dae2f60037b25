using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Benchmarks.Material;

/// <summary>The backbones that can be measured here: the ones without weights, and those whose weights are in the models folder.</summary>
internal static class Networks
{
    public static IEnumerable<string> Present => BackboneCatalog.Names.Where(IsPresent);

    private static bool IsPresent(string name)
    {
        try
        {
            BackboneCatalog.Open(name).Dispose();
            return true;
        }
        catch (BackboneException)
        {
            // Its weights are not on this machine; the table then has no row of it.
            return false;
        }
    }
}
