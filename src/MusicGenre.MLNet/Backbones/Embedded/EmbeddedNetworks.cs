namespace MusicGenre.MLNet.Backbones.Embedded;

/// <summary>The networks that travel in the package. Reading them touches no disk but the assembly itself, and no network.</summary>
internal static class EmbeddedNetworks
{
    /// <summary>The name of the network that is used where none is named.</summary>
    public const string DefaultName = "mobile";

    // How the project file names the resources.
    private const string Prefix = "backbones/";

    private const string Teachers = "distilled by this project from EfficientAT mn04, MSD-musicnn and YAMNet on 8-bit mel pictures (MIT).";

    /// <summary>The networks, the default one first.</summary>
    public static IReadOnlyList<EmbeddedNetwork> All { get; } =
    [
        new EmbeddedNetwork(DefaultName, $"Inverted residuals with squeeze-and-excite, {Teachers}", Open),
        new EmbeddedNetwork("resnet", $"A small residual network, {Teachers}", Open),
    ];

    /// <summary>The network that is used where none is named.</summary>
    public static EmbeddedNetwork Default => All[0];

    /// <summary>Finds the network of a name, whatever its case; <see langword="null"/> if there is no such network.</summary>
    public static EmbeddedNetwork? Find(string name)
        => All.FirstOrDefault(network => string.Equals(network.Name, name, StringComparison.OrdinalIgnoreCase));

    private static Stream? Open(string file) => typeof(EmbeddedNetworks).Assembly.GetManifestResourceStream(Prefix + file);
}
