using System.Diagnostics;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Training;

/// <summary>Heads on a backbone: every file is embedded once, and each training is one of a head on embeddings.</summary>
internal sealed class HeadLearning : Learning
{
    // Part of every copy's key: raise it when an effect or the way copies are drawn changes its results.
    private const string KeyVersion = "augmentation 1";

    private readonly HeadLearner _learner;
    private readonly TrainOptions _options;
    private readonly WorkContext _context;
    private readonly EmbeddingCache? _cache;
    private readonly AugmentedCopies<float[]> _copies;
    private readonly Backbone _backbone;
    private EmbeddedDataset? _data;
    private bool _delivered;

    public HeadLearning(HeadLearner learner, TrainOptions options, WorkContext context)
    {
        (_learner, _options, _context) = (learner, options, context);
        _cache = options.OpenCache();
        _backbone = BackboneCatalog.Open(learner.Backbone);
        _copies = new AugmentedCopies<float[]>(options.Augmentation, new CopyReader(_backbone.Description, options.Segments), Embed, context);
    }

    public override string Name => _backbone.Name;

    public override bool TrainsInParallel => true;

    public override bool RefitsOnAllData => _learner.RefitOnAllData;

    public override int FromCache => _data!.FromCache;

    public override int Copies => _copies.Count;

    public override GenreDataset Read(GenreDataset dataset)
    {
        _data = EmbeddedDataset.Create(dataset, _backbone, _options.Segments, _cache, _context);
        return _data.Dataset;
    }

    public override void Prepare(IEnumerable<GenreTrack> learned) => _copies.Make(learned);

    public override TrainedClassifier Train(TrainingPart part)
    {
        _context.CancellationToken.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        var trainer = new HeadTrainer(_data!.Dataset.Genres, _options.ValidationSetFraction, _options.Seed);
        TrainedHead head = trainer.Train(
            WithCopies(part.Train), part.Validation is null ? null : _data.Of(part.Validation),
            part.Like?.Head.L2Regularization is { } chosen ? [chosen] : _learner.L2Candidates);
        return new TrainedClassifier(head, clock.Elapsed);
    }

    /// <summary>The rows of tracks, with the copies that there are of them, and of no others, behind them.</summary>
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

    protected override IReadOnlyList<EmbeddedTrack> Embed(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks) => _data!.Of(tracks);

    private float[]? Embed(CopySource source, AugmentedCopy copy)
    {
        string variant = FormattableString.Invariant($"{KeyVersion}|{source.Track.RelativePath}|{copy.Number}|{_options.Augmentation!.Identity}");
        return EmbeddingCache.GetOrMake(_cache, source.Track.Path, _backbone, _options.Segments, variant, () => Make(source, copy)).Embeddings?.Mean();
    }

    private SegmentEmbeddings? Make(CopySource source, AugmentedCopy copy)
    {
        IReadOnlyList<TrackSegment> segments = source.Segments(copy);
        if (segments.Count == 0)
            return null;
        var values = new float[segments.Count * _backbone.EmbeddingSize];
        for (int i = 0; i < segments.Count; i++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            int index = i;
            float[] embedding = segments[i].Picture is { } picture
                ? _backbone.EmbedPicture(copy.Apply(picture, i, _backbone.Description.Mel))
                : _backbone.EmbedWindow(segments[i].Window, copy.ChangesSpectrograms ? mel => copy.Apply(mel, index) : null);
            embedding.CopyTo(values.AsSpan(i * _backbone.EmbeddingSize));
        }
        return new SegmentEmbeddings(values, _backbone.EmbeddingSize, [.. segments.Select(s => s.Time)]);
    }
}
