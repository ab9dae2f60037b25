using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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
        using FileStream stream = OpenModel(path);
        return new MusicGenreClassifier(ModelFile.Read(ModelBytes.Read(stream, path), path), options?.Predict);
    }

    /// <summary>Loads a classifier from a stream of a file that <see cref="Save(string)"/> wrote.</summary>
    /// <param name="stream">The stream, read from where it stands to its end and left open.</param>
    /// <param name="options">The defaults of predictions; <see langword="null"/> for those of the library.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ModelFileException">
    /// The stream is damaged, from a newer version of this library, or not a model of this library.
    /// </exception>
    public static MusicGenreClassifier Load(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options?.Validate();
        return new MusicGenreClassifier(ModelFile.Read(ModelBytes.Read(stream, "the stream"), "the stream"), options?.Predict);
    }

    /// <summary>Loads a classifier from a file on another thread; see <see cref="Load(string, LoadOptions?)"/>.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="options">The defaults of predictions; <see langword="null"/> for those of the library.</param>
    /// <param name="cancellationToken">Stops reading, and before the network is opened.</param>
    /// <inheritdoc cref="Load(string, LoadOptions?)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static async Task<MusicGenreClassifier> LoadAsync(
        string path, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options?.Validate();
        FileStream stream = OpenModel(path);
        await using ConfiguredAsyncDisposable _ = stream.ConfigureAwait(false);
        byte[] file = await ModelBytes.ReadAsync(stream, path, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(file, path, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads a classifier from a stream, which is read asynchronously.</summary>
    /// <param name="stream">The stream, read from where it stands to its end and left open.</param>
    /// <param name="options">The defaults of predictions; <see langword="null"/> for those of the library.</param>
    /// <param name="cancellationToken">Stops reading, and before the network is opened.</param>
    /// <inheritdoc cref="Load(Stream, LoadOptions?)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static async Task<MusicGenreClassifier> LoadAsync(
        Stream stream, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options?.Validate();
        byte[] file = await ModelBytes.ReadAsync(stream, "the stream", cancellationToken).ConfigureAwait(false);
        return await OpenAsync(file, "the stream", options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Saves the classifier, backbone included, as one ML.NET model file. An existing file is replaced when the new one is complete.
    /// </summary>
    /// <param name="path">The file's path, usually ending in <c>.zip</c>.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is still there.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        Leftovers.RemoveHidden(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, stream => ModelFile.Write(_model, stream));
    }

    /// <summary>Saves the classifier to a stream.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <exception cref="ObjectDisposedException">The classifier was disposed before.</exception>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        ModelFile.Write(_model, stream);
    }

    /// <summary>Saves the classifier on another thread; see <see cref="Save(string)"/>.</summary>
    /// <param name="path">The file's path, usually ending in <c>.zip</c>.</param>
    /// <param name="cancellationToken">Stops until the new file is in its place; what was there is then still there.</param>
    /// <inheritdoc cref="Save(string)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        Leftovers.RemoveHidden(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await Task.Run(() => AtomicFile.Write(path, Write), cancellationToken).ConfigureAwait(false);

        void Write(Stream stream)
        {
            ModelFile.Write(_model, stream);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Saves the classifier to a stream, which is written asynchronously.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <inheritdoc cref="Save(Stream)" path="/exception"/>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    [RequiresUnreferencedCode(NeedsMlNet)]
    [RequiresDynamicCode(NeedsMlNet)]
    public async Task SaveAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using SharedLifetime.Lease lease = _lifetime.Enter();
        using var whole = new MemoryStream();
        await Task.Run(() => ModelFile.Write(_model, whole), cancellationToken).ConfigureAwait(false);
        whole.Position = 0;
        await whole.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    // Opening a pipe would wait for whoever writes to it.
    private static FileStream OpenModel(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file {Path.GetFullPath(path)}.", path);
        if (PathKinds.Of(path) is PathKind.Pipe or PathKind.Device)
            throw new ModelFileException($"{path} is a pipe or a device, and no file. Name a file, or give a stream.");
        Leftovers.RemoveHidden(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return File.OpenRead(path);
    }

    private static Task<MusicGenreClassifier> OpenAsync(
        byte[] file, string where, LoadOptions? options, CancellationToken cancellationToken)
        => Task.Run(
            () => new MusicGenreClassifier(ModelFile.Read(file, where, cancellationToken), options?.Predict), cancellationToken);
}
