using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Training;

/// <summary>A learner at work on one data set: reads its tracks, trains on some of them and classifies others.</summary>
internal abstract class Learning : IDisposable
{
    /// <summary>Gets the name of the backbone, or of the architecture of a network.</summary>
    public abstract string Name { get; }

    /// <summary>Whether several trainings may run at once.</summary>
    public abstract bool TrainsInParallel { get; }

    /// <summary>Whether the delivered model is trained once more, on all tracks.</summary>
    public virtual bool RefitsOnAllData => false;

    /// <summary>Whether classifiers are calibrated where nobody says so: training the parts costs little.</summary>
    public virtual bool CalibratesUnasked => false;

    /// <summary>Gets how many tracks did not have to be read, because the cache knew them.</summary>
    public virtual int FromCache => 0;

    /// <summary>Gets how many augmented copies there are by now.</summary>
    public abstract int Copies { get; }

    /// <summary>Reads the tracks.</summary>
    /// <returns>The data set without those that cannot be used.</returns>
    public abstract GenreDataset Read(GenreDataset dataset);

    /// <summary>Makes what several trainings need of tracks that they learn from.</summary>
    public virtual void Prepare(IEnumerable<GenreTrack> learned)
    {
    }

    /// <summary>Trains a classifier.</summary>
    public abstract TrainedClassifier Train(TrainingPart part);

    /// <summary>Classifies tracks.</summary>
    public IReadOnlyList<ScoredTrack> Score(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
        => Score(classifier.Head.Linear, Embed(classifier, tracks));

    /// <summary>
    /// Classifies tracks with a head. Files that are segments of one track give one answer: the head's for the mean of their embeddings.
    /// Augmented copies give none.
    /// </summary>
    public static IReadOnlyList<ScoredTrack> Score(LinearHead head, IReadOnlyList<EmbeddedTrack> tracks)
        => [.. Answer(head, tracks).Select(track => track.Answer)];

    private static IReadOnlyList<(ScoredTrack Answer, float[] Embedding)> Answer(LinearHead head, IReadOnlyList<EmbeddedTrack> tracks) =>
    [
        .. from track in tracks
           where !track.IsCopy
           group track by track.Track.TrackId into files
           let first = files.First().Track
           let embedding = Mean.Of([.. files.Select(f => f.Embedding)])
           select (new ScoredTrack(first.RelativePath, first.Genre, head.Score(embedding)), embedding),
    ];

    /// <summary>Classifies tracks; each answer comes with the embedding that it was given for.</summary>
    public IReadOnlyList<(ScoredTrack Answer, float[] Embedding)> Answer(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
        => Answer(classifier.Head.Linear, Embed(classifier, tracks));

    /// <summary>Hands over the network that the classifier's head belongs to; the caller disposes of it.</summary>
    public abstract Backbone Deliver(TrainedClassifier classifier);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Computes what a classifier's head is given of tracks.</summary>
    protected abstract IReadOnlyList<EmbeddedTrack> Embed(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks);
}
