using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Hosting.Loading;

/// <summary>The use of a model by one call.</summary>
/// <param name="Classifier">The classifier, whole until this is disposed.</param>
/// <param name="Lease">What keeps it.</param>
internal readonly record struct ModelUse(MusicGenreClassifier Classifier, SharedLifetime.Lease Lease) : IDisposable
{
    /// <summary>Ends the use.</summary>
    public void Dispose() => Lease.Dispose();
}
