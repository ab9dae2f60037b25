using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet;

public sealed partial class MusicGenreClassifier
{
    /// <summary>Loads a classifier from a file that <see cref="Save(string)"/> wrote. Nothing else is needed.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">The defaults of predictions; <see langword="null"/> for those of the library.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">
    /// The file is damaged, from a newer version of this library, or not a model of this library.
    /// </exception>
    public static MusicGenreClassifier Load(string path, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options?.Validate();
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file {Path.GetFullPath(path)}.", path);
        return new MusicGenreClassifier(ModelFile.Read(File.ReadAllBytes(path), path), options?.Predict);
    }

    /// <summary>Loads a classifier from a stream of a file that <see cref="Save(string)"/> wrote.</summary>
    /// <exception cref="ModelFileException">
    /// The stream is damaged, from a newer version of this library, or not a model of this library.
    /// </exception>
    public static MusicGenreClassifier Load(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options?.Validate();
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return new MusicGenreClassifier(ModelFile.Read(whole.ToArray(), "the stream"), options?.Predict);
    }

    /// <summary>
    /// Saves the classifier, backbone included, as one ML.NET model file. An existing file is replaced when the new one is complete.
    /// </summary>
    /// <param name="path">The file's path, usually ending in <c>.zip</c>.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        AtomicFile.Write(path, stream => ModelFile.Write(_model, stream));
    }

    /// <summary>Saves the classifier to a stream.</summary>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        ModelFile.Write(_model, stream);
    }
}
