namespace MusicGenre.MLNet.TestSupport;

/// <summary>Categories of tests, for <c>--filter TestCategory=…</c>; tests of real data have <see cref="SharedData.Category"/>.</summary>
public static class Categories
{
    /// <summary>Tests that measure memory: allocations, growth of the process, native objects that are left.</summary>
    public const string Memory = "Memory";

    /// <summary>Tests that pack, restore or build projects.</summary>
    public const string Packages = "Packages";
}
