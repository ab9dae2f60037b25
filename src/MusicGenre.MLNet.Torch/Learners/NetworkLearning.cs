using System.Collections.Concurrent;
using System.Diagnostics;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Training;
using MusicGenre.MLNet.Pipeline;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>
/// Networks trained as a whole, one after the other. The tracks' examples are held in memory: a picture takes a byte a cell, a spectrogram
/// of a network's own front end four.
/// </summary>
/// <param name="architecture">The kind of network.</param>
/// <param name="context">What every learner is given.</param>
/// <param name="train">Trains one network.</param>
internal sealed class NetworkLearning(NetworkArchitecture architecture, LearningContext context, Func<NetworkJob, TrainedNetwork> train)
    : Learning
{
    private readonly ConcurrentDictionary<string, NetworkExample[]> _byPath = new(StringComparer.Ordinal);
    private readonly MelSpectrogramExtractor _extractor = new(architecture.FrontEnd);
    private AugmentedCopies<NetworkExample[]>? _copies;
    private GenreDataset? _dataset;

    public override string Name => architecture.Name;

    public override bool TrainsInParallel => false;

    public override int Copies => _copies!.Count;

    public override GenreDataset Read(GenreDataset dataset)
    {
        BackboneDescription network = architecture.Describe(dataset.Genres.Count);
        // (What the trainer does to pictures anew in every epoch is its own affair.)
        _copies = new AugmentedCopies<NetworkExample[]>(
            context.Augmentation, new CopyReader([network], context.Segments), Copy, context.Work);
        var reader = new TrackReader(network, context.Segments);
        IReadOnlyList<SkippedFile> skipped = FileWork.Run(context.Work, TrainStage.Embedding, dataset.Tracks, track =>
            _byPath[track.Path] = [.. reader.Read(track.Path, context.Work.CancellationToken).Select(segment => Example(segment, track))]);
        return _dataset = dataset.Without(skipped);
    }

    public override TrainedClassifier Train(TrainingPart part)
    {
        (IReadOnlyList<GenreTrack> learned, IReadOnlyList<GenreTrack>? validation) = (part.Train, part.Validation);
        if (validation is null)
        {
            TrackSplit split = TrackSplitter.Split(learned, context.ValidationSetFraction, context.Seed);
            (learned, validation) = (split.Train, split.Test);
        }
        if (validation.Count == 0)
            throw new DatasetException(
                $"There are too few tracks to stop the training of a network by: of {learned.Count} tracks none could be split off. "
                + "Give more tracks a genre, or train a head on a backbone (TrainOptions.Backbone).");
        _copies!.Make(learned);
        var clock = Stopwatch.StartNew();
        TrainedNetwork network = train(new NetworkJob
        {
            Architecture = architecture.Name,
            Genres = _dataset!.Genres,
            Train = [.. Examples(learned), .. learned.SelectMany(_copies.Of).SelectMany(copy => copy.Copy)],
            Validation = Examples(validation),
            MayLearnFromValidation = part.Validation is null,
            Seed = context.Seed,
            Name = part.Name,
        });
        TrainedHead head = SoftmaxHead.Create(_dataset.Genres);
        return new TrainedClassifier(head, clock.Elapsed)
        {
            Network = new OnnxBackbone(network.Description, network.Onnx),
            Curve = network.History.Count > 0 ? new LearningCurve(part.Name, network.History, network.BestEpoch) : null,
            Parameters = network.Parameters,
        };
    }

    public override Backbone Deliver(TrainedClassifier classifier) => classifier.Network!;

    /// <summary>What a network says of tracks: its values before the softmax, averaged over a track's segments.</summary>
    protected override IReadOnlyList<EmbeddedTrack> Embed(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
    {
        OnnxBackbone network = classifier.Network!;
        var seen = new EmbeddedTrack[tracks.Count];
        context.Work.ForEach(tracks.Count, i => seen[i] = new EmbeddedTrack(
            tracks[i],
            Mean.Of([.. _byPath[tracks[i].Path].Select(
                e => e.Picture is { } picture ? network.EmbedPicture(picture) : network.EmbedMel(e.Mel!))])));
        return seen;
    }

    private NetworkExample[] Examples(IEnumerable<GenreTrack> tracks) => [.. tracks.SelectMany(t => _byPath[t.Path])];

    private NetworkExample[]? Copy(CopySource source, AugmentedCopy copy)
    {
        NetworkExample[] examples = [.. source.Segments(copy).Select((segment, i) => Example(segment, source.Track, copy, i))];
        return examples.Length > 0 ? examples : null;
    }

    // A segment as an example, of the track itself or of a copy of it.
    private NetworkExample Example(TrackSegment segment, GenreTrack track, AugmentedCopy? copy = null, int index = 0)
    {
        bool isPicture = architecture.AcceptsPictures;
        SpectrogramImage? picture = isPicture ? CopySource.Picture(segment, _extractor, copy, index) : null;
        MelSpectrogram? mel = isPicture ? null : CopySource.Mel(segment, _extractor, copy, index);
        int frames = picture?.Width ?? mel!.Frames;
        return frames >= architecture.Stride
            ? new NetworkExample(
                picture, mel, track.Genre, copy is null ? track.RelativePath : $"{track.RelativePath} (copy {copy.Number})")
            : throw new BackboneException(
                $"its spectrogram has {frames} frames, and the network '{Name}' needs at least {architecture.Stride}.");
    }
}
