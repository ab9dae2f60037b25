using System.Diagnostics;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Training;

/// <summary>Trains heads on a backbone: every file is embedded once, and each training is one of a head on embeddings.</summary>
internal sealed class HeadLearning : Learning
{
    // Part of every copy's key: raise it when an effect or the way copies are drawn changes its results.
    private const string KeyVersion = "augmentation 1";

    private readonly IReadOnlyList<float> _candidates;
    private readonly LearningContext _context;
    private readonly AugmentedCopies<float[]> _copies;
    private readonly Backbone _backbone;
    private readonly TrackEmbedder _embedder;
    private EmbeddedDataset? _data;
    private bool _delivered;

    /// <summary>Opens the backbone.</summary>
    /// <param name="backbone">Its name or path.</param>
    /// <param name="candidates">The weights of the L2 penalty that are tried.</param>
    /// <param name="refits">Whether the delivered head is trained on all tracks.</param>
    /// <param name="context">What every learner is given.</param>
    public HeadLearning(string backbone, IReadOnlyList<float> candidates, bool refits, LearningContext context)
    {
        (_candidates, RefitsOnAllData, _context) = (candidates, refits, context);
        _backbone = BackboneCatalog.Open(backbone);
        _embedder = new TrackEmbedder(_backbone, context.Segments);
        _copies = new AugmentedCopies<float[]>(
            context.Augmentation, new CopyReader([.. _backbone.Parts.Select(part => part.Description)], context.Segments), Embed,
            context.Work);
    }

    public override string Name => _backbone.Name;

    public override bool TrainsInParallel => true;

    public override bool RefitsOnAllData { get; }

    public override bool CalibratesUnasked => true;

    public override int FromCache => _data!.FromCache;

    public override int Copies => _copies.Count;

    public override GenreDataset Read(GenreDataset dataset)
    {
        _data = EmbeddedDataset.Create(dataset, _embedder, _context.Cache, _context.Work);
        return _data.Dataset;
    }

    public override void Prepare(IEnumerable<GenreTrack> learned) => _copies.Make(learned);

    public override TrainedClassifier Train(TrainingPart part)
    {
        _context.Work.CancellationToken.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        var trainer = new HeadTrainer(_data!.Dataset.Genres, _context.ValidationSetFraction, _context.Seed)
        {
            FeatureWeights = EqualWeights.Of(_backbone.Parts),
        };
        TrainedHead head = trainer.Train(
            WithCopies(part.Train), part.Validation is null ? null : _data.Of(part.Validation),
            part.Like?.Head.L2Regularization is { } chosen ? [chosen] : _candidates, _context.Work.CancellationToken);
        return new TrainedClassifier(head, clock.Elapsed);
    }

    /// <summary>Gets the rows of tracks, and behind them those of their copies.</summary>
    public IReadOnlyList<EmbeddedTrack> WithCopies(IReadOnlyList<GenreTrack> tracks)
        => [.. _data!.Of(tracks), .. tracks.SelectMany(t => _copies.Of(t).Select(c => new EmbeddedTrack(t, c.Copy, c.Number)))];

    public override Backbone Deliver(TrainedClassifier classifier)
    {
        _delivered = true;
        return _backbone;
    }

    public override void Dispose()
    {
        if (!_delivered)
            _backbone.Dispose();
    }

    protected override IReadOnlyList<EmbeddedTrack> Embed(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
        => _data!.Of(tracks);

    private float[]? Embed(CopySource source, AugmentedCopy copy)
    {
        string variant = FormattableString.Invariant(
            $"{KeyVersion}|{source.Track.RelativePath}|{copy.Number}|{_context.Augmentation!.Identity}");
        float[]?[] parts = [.. _embedder.Parts.Select((part, i) => EmbeddingCache.GetOrMake(
            _context.Cache, source.Track.Path, part.Backbone, _context.Segments, variant, () => Make(part, i)).Embeddings?.Mean())];
        return parts.Contains(null) ? null : [.. parts.SelectMany(part => part!)];

        SegmentEmbeddings? Make(TrackEmbedder part, int place) => source.SegmentsFor(copy, place) is { Count: > 0 } segments
            ? part.Embed(segments, 1, _context.Work.CancellationToken, copy)
            : null;
    }
}
