using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Training;

/// <summary>A learner at work on one data set: reads its tracks, trains on some of them and answers for others.</summary>
internal abstract class Learning : IDisposable
{
    /// <summary>The name of the backbone, or of the architecture of a network.</summary>
    public abstract string Name { get; }

    /// <summary>Whether several trainings may run at once.</summary>
    public abstract bool TrainsInParallel { get; }

    /// <summary>Whether the delivered model is trained once more, on all tracks.</summary>
    public virtual bool RefitsOnAllData => false;

    /// <summary>How many tracks did not have to be read, because the cache knew them.</summary>
    public virtual int FromCache => 0;

    /// <summary>How many augmented copies there are by now.</summary>
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

    /// <summary>Lets a classifier answer for tracks.</summary>
    public IReadOnlyList<ScoredTrack> Score(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks)
        => TrackScorer.Score(classifier.Head.Linear, Embed(classifier, tracks));

    /// <summary>Hands over the network that the classifier's head belongs to; it is the caller's from here on.</summary>
    public abstract Backbone Deliver(TrainedClassifier classifier);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>What a classifier's head is given of tracks.</summary>
    protected abstract IReadOnlyList<EmbeddedTrack> Embed(TrainedClassifier classifier, IReadOnlyList<GenreTrack> tracks);
}
