using System.Text.Json;

namespace MusicGenre.MLNet.Backbones.References;

/// <summary>The references of the catalogue's backbones, a resource of the assembly: written by the test
/// CatalogueReferencesTests.Write.</summary>
internal static class CatalogueReferences
{
    /// <summary>The name of the resource.</summary>
    public const string Resource = "backbones/references.json";

    private static readonly Lazy<IReadOnlyDictionary<string, BackboneReference>> All = new(Read);

    /// <summary>Finds the reference of a catalogue entry's output.</summary>
    /// <param name="backbone">The backbone's name.</param>
    /// <param name="output">The output's name.</param>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public static BackboneReference? Find(string backbone, string output) => All.Value.GetValueOrDefault(KeyOf(backbone, output));

    /// <summary>Names a reference in the resource.</summary>
    public static string KeyOf(string backbone, string output) => $"{backbone}/{output}";

    private static IReadOnlyDictionary<string, BackboneReference> Read()
    {
        using Stream? resource = typeof(CatalogueReferences).Assembly.GetManifestResourceStream(Resource);
        try
        {
            return resource is null ? new Dictionary<string, BackboneReference>()
                : JsonSerializer.Deserialize(resource, BackboneJson.Type<Dictionary<string, BackboneReference>>()) ?? [];
        }
        catch (JsonException e)
        {
            throw new BackboneException(
                "The references inside the assembly MusicGenre.MLNet are damaged. Restore the package MusicGenre.MLNet again.", e);
        }
    }
}
