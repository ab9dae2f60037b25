using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Prediction;

/// <summary>The hot path: embeddings in, ranked genres out, with nothing of ML.NET in between. Any number of threads may use it.</summary>
/// <param name="model">The model.</param>
internal sealed class GenrePredictor(GenreModel model)
{
    private readonly TrackEmbedder _embedder = new(model.Backbone, model.Manifest.Segments);
    private readonly LinearHead _head = model.Head;
    private readonly ClassifierTrust? _trust = model.Trust;
    private readonly IReadOnlyList<string> _genres = model.Manifest.Genres;

    /// <summary>Gets what cuts tracks into segments.</summary>
    public TrackReader Reader => _embedder.Reader;

    /// <summary>Reads and classifies a track. The caller keeps the model alive.</summary>
    public GenrePrediction Predict(
        Func<TrackReader, TrackPart, IReadOnlyList<TrackSegment>> read, PredictOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Answer(_embedder.Embed(read(Reader, options.PartFor(model)), options.Cores, cancellationToken), options);
    }

    /// <summary>Reads the segments of a file, the first half of the work.</summary>
    public IReadOnlyList<TrackSegment> Read(string path, PredictOptions options, CancellationToken cancellationToken)
        => Reader.Read(path, cancellationToken, options.PartFor(model));

    /// <summary>Classifies what was read, on one core.</summary>
    public GenrePrediction Classify(IReadOnlyList<TrackSegment> segments, PredictOptions options, CancellationToken cancellationToken)
        => Answer(_embedder.Embed(segments, 1, cancellationToken), options);

    private GenrePrediction Answer(SegmentEmbeddings segments, PredictOptions options)
    {
        var taggram = new TaggramSegment[segments.Count];
        for (int s = 0; s < taggram.Length; s++)
            taggram[s] = new TaggramSegment(segments.Times[s].Start, segments.Times[s].End, Ranked(_head.Score(segments[s])));
        float[] mean = segments.Mean();
        float[] probabilities = _head.Score(mean);
        return new GenrePrediction(
            Ranked(probabilities), options.Top, new Taggram([.. taggram]), _trust?.Novelty(mean, probabilities), _trust?.Rule?.Threshold,
            _trust?.Sets);
    }

    // Most probable first; equals in the order of the genres.
    private IReadOnlyList<GenreProbability> Ranked(float[] probabilities)
        => [.. _genres.Select((genre, i) => new GenreProbability(genre, probabilities[i])).OrderByDescending(g => g.Probability)];
}
