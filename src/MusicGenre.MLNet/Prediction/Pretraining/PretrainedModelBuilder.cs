using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Prediction.Pretraining;

/// <summary>Makes a ready model of a network that is part of the package: its own values for its genres, or for some of them.</summary>
internal static class PretrainedModelBuilder
{
    /// <summary>Gets the network that ready classifiers are made of.</summary>
    public static EmbeddedNetwork Network => EmbeddedNetworks.Default;

    /// <summary>Makes a model.</summary>
    /// <param name="network">The network.</param>
    /// <param name="names">The genres asked for; <see langword="null"/> for all.</param>
    /// <exception cref="ArgumentException">A genre is unknown or named twice, or there are fewer than two.</exception>
    /// <exception cref="BackboneException">The network is damaged.</exception>
    public static GenreModel Build(EmbeddedNetwork network, IReadOnlyList<string>? names)
    {
        IEnumerable<(int Place, string Name)> chosen = names is null ? network.Genres.Index() : Choose(network.Genres, names);
        (int Place, string Name)[] ordered = [.. chosen.OrderBy(genre => genre.Name, StringComparer.Ordinal)];
        string[] genres = [.. ordered.Select(genre => genre.Name)];
        int[] outputs = [.. ordered.Select(genre => genre.Place)];
        // Without a head that was learned, the network's own values are the scores, and nothing is known of what is unknown.
        ReadyGenresFile? ready = network.ReadReady() is { } bytes ? ReadyGenresFile.Read(bytes, network) : null;
        var backbone = new OnnxBackbone(ready is null ? network.Logits : network.Ready, network.ReadWeights());
        TrainedHead head = ready is null
            ? SoftmaxHead.Create(genres, outputs, backbone.EmbeddingSize)
            : SoftmaxHead.Create(genres, ready.Head.Choose(outputs));
        return new GenreModel(backbone, head, new ModelManifest
        {
            Format = ModelManifest.CurrentFormat,
            LibraryVersion = Library.Version,
            Created = DateTimeOffset.UtcNow,
            Genres = genres,
            NetworkOutputs = outputs,
            IsPretrained = true,
            Backbone = backbone.Description,
            BackboneHash = backbone.Hash,
            Segments = new SegmentOptions(),
            TrainingTracks = 0,
            LearnedFromPictures = false,
            L2Regularization = 0,
            RefitOnAllData = false,
        })
        {
            Trust = ready?.Trust,
        };
    }

    /// <summary>Finds genres among those of a network.</summary>
    /// <param name="known">The network's genres, in the order of its values.</param>
    /// <param name="names">The names asked for, at least two.</param>
    /// <returns>The place of each among the network's values, and its name as it was asked for.</returns>
    /// <exception cref="ArgumentException">A name is unknown, two mean the same genre, or there are fewer than two.</exception>
    internal static (int Place, string Name)[] Choose(IReadOnlyList<string> known, IReadOnlyList<string> names)
    {
        if (names.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A genre has no name. Leave it out.", nameof(names));
        (int Place, string Name)[] found = [.. names.Select(name => (GenreNames.IndexOf(known, name), name))];
        string[] unknown = [.. found.Where(genre => genre.Place < 0).Select(genre => $"'{genre.Name}'")];
        if (unknown.Length > 0)
            throw new ArgumentException(
                $"The pretrained classifier does not know the {(unknown.Length == 1 ? "genre" : "genres")} {string.Join(", ", unknown)}. "
                + Meant(known, [.. found.Where(genre => genre.Place < 0).Select(genre => genre.Name)])
                + $"It knows {string.Join(", ", known.Order(StringComparer.Ordinal))}, and other names of them ({GenreNames.OthersOf(known)}). "
                + "Name some of these, or train a classifier on your own music.", nameof(names));
        if (found.GroupBy(genre => genre.Place).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"{string.Join(" and ", twice.Select(genre => $"'{genre.Name}'"))} are the same genre, '{known[twice.Key]}'. Name it once.",
                nameof(names));
        if (found.Length < 2)
            throw new ArgumentException(
                $"{(found.Length == 0 ? "No genre is" : "Only one genre is")} named, and a classifier needs at least two. "
                + "Name more, or leave the list out for all of them.", nameof(names));
        return found;
    }

    private static string Meant(IReadOnlyList<string> known, IReadOnlyList<string> names)
    {
        string[] near = [.. names.Select(name => GenreNames.Nearest(known, name)).OfType<string>().Distinct().Select(name => $"'{name}'")];
        return near.Length == 0 ? "" : $"Did you mean {string.Join(", ", near)}? ";
    }
}
