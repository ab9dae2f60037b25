using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Hosting.Telemetry;

namespace MusicGenre.MLNet.Hosting.Loading;

/// <summary>Holds the model of a classifier: loads it once, whoever asks first, and replaces it when its file has changed.</summary>
internal sealed class ModelHolder(string name, MusicGenreClassifierOptions options, ClassifierTelemetry telemetry, ILogger logger)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private LoadedModel? _model;
    private FileVersion? _loaded, _seen, _refused;
    private Exception? _failure;
    private bool _disposed;

    /// <summary>Gets what the model is read from, for people.</summary>
    public string Source => options.ModelPath is { } path ? $"the model {path}" : "the ready classifier";

    /// <summary>Whether a model is loaded.</summary>
    public bool IsLoaded => Volatile.Read(ref _model) is not null;

    /// <summary>Gets why the file as it is now could not be loaded; <see langword="null"/> if it could, or was not tried.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Begins to use the model, which is loaded if nobody has.</summary>
    /// <exception cref="ClassifierUnavailableException">It cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The application has ended.</exception>
    public async ValueTask<ModelUse> UseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), typeof(IMusicGenreClassifier));
            if (TryUse(out ModelUse use))
                return use;
            try
            {
                await LoadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is MusicGenreException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new ClassifierUnavailableException($"{Sentence(Source)} cannot be loaded: {error.Message}", error);
            }
        }
    }

    /// <summary>Begins to use the model if it is loaded.</summary>
    public bool TryUse(out ModelUse use)
    {
        // A model that is replaced between the two lines has gone, and the next is there already.
        while (Volatile.Read(ref _model) is { } model)
        {
            if (model.TryUse(out SharedLifetime.Lease lease))
            {
                use = new ModelUse(model.Classifier, lease);
                return true;
            }
        }
        use = default;
        return false;
    }

    /// <summary>Loads the model unless it is there.</summary>
    /// <exception cref="OperationCanceledException">The wait for another that loads it was cancelled.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsLoaded)
                return;
            FileVersion? version = Version();
            // Not read again for each request while it is the same.
            if (version is not null && version == _refused)
                ExceptionDispatchInfo.Throw(Failure!);
            await Task.Run(() => Replace(version, isReload: false), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>
    /// Loads the model's file again if it has changed since, and looks as it did at the call before. What goes wrong is logged, and the
    /// model stays.
    /// </summary>
    public async Task ReloadIfChangedAsync(CancellationToken cancellationToken)
    {
        FileVersion? version = Version();
        bool settled = version is not null && version == _seen;
        _seen = version;
        if (!settled || version == _loaded || version == _refused)
            return;
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => Replace(version, isReload: IsLoaded), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Logged where it was caught first.
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LoadedModel? last;
        lock (_gate)
        {
            Volatile.Write(ref _disposed, true);
            (last, _model) = (_model, null);
        }
        last?.Retire();
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private FileVersion? Version() => options.ModelPath is { } path ? FileVersion.Of(path) : null;

    private void Replace(FileVersion? version, bool isReload)
    {
        long start = Stopwatch.GetTimestamp();
        using Activity? activity = telemetry.StartLoading(Source);
        MusicGenreClassifier classifier;
        try
        {
            classifier = Open();
        }
        catch (Exception error)
        {
            Volatile.Write(ref _failure, error);
            // A file that cannot be opened for a moment may be whole; one that is wrong stays wrong.
            _refused = error is MusicGenreException ? version : null;
            telemetry.LoadFailed(activity, error);
            if (isReload)
                logger.ReloadFailed(name, Source, error.Message);
            else
                logger.LoadFailed(name, Source, error.Message);
            throw;
        }
        if (!TryInstall(new LoadedModel(classifier)))
            return;
        (_loaded, _refused) = (version, null);
        Volatile.Write(ref _failure, null);
        telemetry.Loaded();
        logger.Loaded(name, Source, classifier.Genres.Count, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    // A model that was loaded while the application ended is not kept.
    private bool TryInstall(LoadedModel model)
    {
        LoadedModel? old;
        bool installs;
        lock (_gate)
        {
            installs = !_disposed;
            old = installs ? _model : model;
            if (installs)
                Volatile.Write(ref _model, model);
        }
        old?.Retire();
        return installs;
    }

    // The first run prepares the network, and shows that it answers at all.
    private MusicGenreClassifier Open()
    {
        var load = new LoadOptions { Predict = options.Predict };
        MusicGenreClassifier classifier = options.ModelPath is { } path ? MusicGenreClassifier.Load(path, load)
            : MusicGenreClassifier.Pretrained(options.Genres.Count == 0 ? null : options.Genres, load);
        try
        {
            classifier.Warm();
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }
}
