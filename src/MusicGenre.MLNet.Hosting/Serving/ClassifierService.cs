using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MusicGenre.MLNet.Hosting.Telemetry;

namespace MusicGenre.MLNet.Hosting.Serving;

/// <summary>Loads a classifier's model when the application starts, and looks after its file.</summary>
/// <param name="find">Finds the classifier; <see langword="null"/> if the application has put another in its place.</param>
/// <param name="logger">Told if there is another.</param>
internal sealed class ClassifierService(Func<HostedClassifier?> find, ILogger logger) : BackgroundService
{
    private HostedClassifier? _classifier;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _classifier = find();
        if (_classifier is null)
        {
            logger.Substituted();
            return;
        }
        if (_classifier.Options.Loading == ModelLoading.AtStart)
            await _classifier.Model.LoadAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HostedClassifier classifier = _classifier!;
        MusicGenreClassifierOptions options = classifier.Options;
        bool loads = options.Loading == ModelLoading.InBackground, reloads = options.Reload && options.ModelPath is not null;
        if (loads)
            await TryLoadAsync(classifier, stoppingToken).ConfigureAwait(false);
        if (!loads && !reloads)
            return;
        using var timer = new PeriodicTimer(options.ReloadInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (classifier.Model.IsLoaded && reloads)
                await classifier.Model.ReloadIfChangedAsync(stoppingToken).ConfigureAwait(false);
            else if (!classifier.Model.IsLoaded && loads)
                await TryLoadAsync(classifier, stoppingToken).ConfigureAwait(false);
            else if (classifier.Model.IsLoaded && !reloads)
                return;
        }
    }

    private static async Task TryLoadAsync(HostedClassifier classifier, CancellationToken stoppingToken)
    {
        try
        {
            await classifier.Model.LoadAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // It is logged, the health check tells it, and it is tried again.
        }
    }
}
