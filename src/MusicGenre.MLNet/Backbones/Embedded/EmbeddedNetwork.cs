using System.Security.Cryptography;
using System.Text.Json;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones.Embedded;

/// <summary>
/// A network of this project that travels in the package: an ONNX file and its manifest as resources of the assembly. It takes pictures of
/// five seconds and more and gives an embedding and, before the softmax, one value for each of its genres.
/// </summary>
internal sealed class EmbeddedNetwork
{
    // The genres' means and deviations, and so their biases, were taken from five-second windows; a trained head takes its own, and longer
    // segments are cheaper.
    private const int LogitsWindowSamples = 5 * 22_050;
    private const int EmbeddingWindowSamples = 10 * 22_050;

    private readonly string _about;
    private readonly Func<string, Stream?> _open;
    private readonly Lazy<EmbeddedManifest> _manifest;

    /// <summary>Names a network; nothing is read yet.</summary>
    /// <param name="name">Its name in the catalogue.</param>
    /// <param name="about">One sentence for people.</param>
    /// <param name="open">Opens <c>NAME.onnx</c> and <c>NAME.manifest.json</c>; gives <see langword="null"/> for what is not there.</param>
    public EmbeddedNetwork(string name, string about, Func<string, Stream?> open)
    {
        (Name, _about, _open) = (name, about, open);
        _manifest = new Lazy<EmbeddedManifest>(ReadManifest);
    }

    /// <summary>The network's name, which is that of its architecture in the Torch add-on as well.</summary>
    public string Name { get; }

    /// <summary>The genres, in the order of the values that the network gives.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public IReadOnlyList<string> Genres => Manifest.Genres;

    /// <summary>The manifest.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public EmbeddedManifest Manifest => _manifest.Value;

    /// <summary>The network as a backbone for heads that are trained, on segments of ten seconds.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public BackboneDescription Embedding => Describe("embedding", Manifest.EmbeddingSize, EmbeddingWindowSamples);

    /// <summary>The network as a classifier, on segments of five seconds: one value for each of <see cref="Genres"/>.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public BackboneDescription Logits => Describe("logits", Genres.Count, LogitsWindowSamples);

    /// <summary>The network as a backbone for the ready genres: its embedding of segments of five seconds.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public BackboneDescription Ready => Describe("embedding", Manifest.EmbeddingSize, LogitsWindowSamples);

    /// <summary>Reads the head of the ready genres, whose content the code above knows; <see langword="null"/> if there is none.</summary>
    public byte[]? ReadReady()
    {
        using Stream? resource = _open($"{Name}.ready.bin");
        if (resource is null)
            return null;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads the ONNX file and checks it against the manifest's hash.</summary>
    /// <exception cref="BackboneException">The resource is damaged.</exception>
    public byte[] ReadWeights()
    {
        byte[] weights = ReadResource($"{Name}.onnx");
        string found = Convert.ToHexStringLower(SHA256.HashData(weights)), expected = Manifest.Sha256;
        return string.Equals(found, expected, StringComparison.OrdinalIgnoreCase)
            ? weights
            : throw Damaged($"its SHA-256 is {found} instead of {expected}.");
    }

    private BackboneDescription Describe(string output, int size, int windowSamples) => new()
    {
        Name = Name,
        About = _about,
        Input = BackboneInput.Picture,
        Layout = BackboneLayout.ChannelMelsFrames,
        Mel = MelOptions.Librosa,
        WindowSamples = windowSamples,
        HopSamples = windowSamples,
        AcceptsShorterWindows = true,
        MinimumFrames = Manifest.Stride,
        // 0…255 become −1…1, as in the training.
        PixelMean = 127.5f,
        PixelScale = 1 / 127.5f,
        EmbeddingOutput = output,
        EmbeddingSize = size,
        Reference = ReferenceOf(output),
    };

    // Of this file only; another one has its reference inside.
    private BackboneReference? ReferenceOf(string output)
        => CatalogueReferences.Find(Name, output) is { } reference
            && string.Equals(reference.Sha256, Manifest.Sha256, StringComparison.OrdinalIgnoreCase)
            ? reference
            : null;

    private EmbeddedManifest ReadManifest()
    {
        try
        {
            return JsonSerializer.Deserialize(ReadResource($"{Name}.manifest.json"), EmbeddedJson.Default.EmbeddedManifest)
                ?? throw Damaged("the manifest is empty.");
        }
        catch (JsonException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    private byte[] ReadResource(string file)
    {
        using Stream resource = _open(file) ?? throw Damaged($"the resource {file} is missing.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    private BackboneException Damaged(string problem, Exception? cause = null)
    {
        string message = $"The network '{Name}' inside the assembly MusicGenre.MLNet is damaged: {problem} Restore the package "
            + $"MusicGenre.MLNet again.";
        return cause is null ? new BackboneException(message) : new BackboneException(message, cause);
    }
}
