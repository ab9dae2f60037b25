using System.Security.Cryptography;
using System.Text;
using MusicGenre.MLNet.Audio.Resampling;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// Several backbones as one: its embedding is theirs, one behind the other. Each keeps its own front end and segments, so a track is
/// embedded by each part by itself; its description has the front end and the segments of the first.
/// </summary>
internal sealed class SideBySideBackbone : Backbone
{
    /// <summary>Stands between the names of the parts.</summary>
    public const char Separator = '+';

    /// <summary>The most parts.</summary>
    public const int MostParts = 16;

    // Part of every hash: raise it when parts are put together in another way.
    private const string Way = "side by side/1";

    private readonly ResamplerCache _resamplers = new();

    private SideBySideBackbone(IReadOnlyList<Backbone> parts)
        : base(Describe(parts)) => Parts = parts;

    /// <inheritdoc/>
    internal override IReadOnlyList<Backbone> Parts { get; }

    /// <inheritdoc/>
    public override string Hash => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Way}|{string.Join('|', Parts.Select(part => part.Hash))}")));

    /// <inheritdoc/>
    public override long ParameterCount => Parts.Sum(part => part.ParameterCount);

    internal override ReadOnlyMemory<byte> Weights => default;

    /// <summary>Opens parts one after the other and puts them together. If one cannot be opened, none stays open.</summary>
    /// <param name="open">Opens each part; at least two, at most <see cref="MostParts"/>.</param>
    /// <exception cref="BackboneException">A part cannot be opened, or is there twice.</exception>
    public static SideBySideBackbone Of(IEnumerable<Func<Backbone>> open)
    {
        var parts = new List<Backbone>();
        try
        {
            foreach (Func<Backbone> next in open)
            {
                if (parts.Count == MostParts)
                    throw new BackboneException($"More than {MostParts} backbones side by side are not supported. Name fewer.");
                Backbone part = next();
                parts.Add(part);
                if (parts.SkipLast(1).FirstOrDefault(other => other.Hash == part.Hash) is { } same)
                    throw new BackboneException(
                        same.Name == part.Name
                            ? $"The backbone '{part.Name}' is named twice; side by side with itself it adds nothing. Name it once."
                            : $"The backbones '{same.Name}' and '{part.Name}' are the same network. Name one of them.");
            }
            return new SideBySideBackbone(parts);
        }
        catch
        {
            parts.ForEach(part => part.Dispose()); // nobody gets them
            throw;
        }
    }

    /// <inheritdoc/>
    internal override float[] EmbedPictureLeased(SpectrogramImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return [.. Parts.SelectMany(part => part.EmbedPictureLeased(picture))];
    }

    private protected override float[] EmbedFullWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change)
    {
        int rate = Description.Mel.SampleRate;
        var embedding = new List<float>(EmbeddingSize);
        foreach (Backbone part in Parts)
        {
            int wanted = part.Description.Mel.SampleRate;
            embedding.AddRange(
                Embed(part, wanted == rate ? window : _resamplers.Get(rate, wanted).Resample(window), change));
        }
        return [.. embedding];
    }

    private protected override void Free()
    {
        foreach (Backbone part in Parts)
            part.Dispose();
    }

    // The mean over the part's own windows; what is left at the end counts from half a window on.
    private static float[] Embed(Backbone part, ReadOnlySpan<float> samples, Func<MelSpectrogram, MelSpectrogram>? change)
    {
        int window = part.Description.WindowSamples, count = Math.Max(1, (int)((samples.Length + (window / 2L)) / window));
        var embeddings = new float[count][];
        for (int i = 0; i < count; i++)
            embeddings[i] = part.EmbedWindowLeased(samples.Slice(i * window, Math.Min(window, samples.Length - (i * window))), change);
        return Common.Mean.Of(embeddings);
    }

    private static BackboneDescription Describe(IReadOnlyList<Backbone> parts) => parts[0].Description with
    {
        Name = string.Join(Separator, parts.Select(part => part.Name)),
        About = string.Join(" ", parts.Select(part => $"{part.Name} ({part.EmbeddingSize} values): {part.Description.About}")),
        ModelFile = null,
        Input = parts.All(part => part.AcceptsPictures) ? BackboneInput.Picture : BackboneInput.MelSpectrogram,
        Layout = BackboneLayout.ChannelMelsFrames,
        AcceptsShorterWindows = true,
        MinimumFrames = 1,
        InputName = "",
        EmbeddingOutput = "embedding",
        EmbeddingSize = parts.Sum(part => part.EmbeddingSize),
        Reference = null,
    };
}
