using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Hosting.Loading;

/// <summary>A loaded classifier, which stays until it is replaced and the last call that uses it is over.</summary>
internal sealed class LoadedModel
{
    private readonly SharedLifetime _lifetime;

    /// <summary>Takes over a classifier.</summary>
    public LoadedModel(MusicGenreClassifier classifier)
    {
        Classifier = classifier;
        _lifetime = new SharedLifetime(this, classifier.Dispose);
    }

    /// <summary>Gets the classifier, for those who hold a lease.</summary>
    public MusicGenreClassifier Classifier { get; }

    /// <summary>Begins to use it; a lease is disposed once, on any thread.</summary>
    /// <returns>Whether there is a lease; not after <see cref="Retire"/>.</returns>
    public bool TryUse(out SharedLifetime.Lease lease) => _lifetime.TryEnter(out lease);

    /// <summary>Gives no more leases; the last that there is frees the classifier.</summary>
    public void Retire() => _lifetime.Close();
}
