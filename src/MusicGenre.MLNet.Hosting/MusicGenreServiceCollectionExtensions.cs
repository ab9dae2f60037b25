using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Hosting;
using MusicGenre.MLNet.Hosting.Loading;
using MusicGenre.MLNet.Hosting.Serving;
using MusicGenre.MLNet.Hosting.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds music genre classifiers to an application's services.</summary>
public static class MusicGenreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IMusicGenreClassifier"/> as a singleton: the ready classifier for all genres, loaded when the application starts. A
    /// classifier that the application registers after this call takes its place, and nothing is loaded; tests do so.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddMusicGenreClassifier(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddDefault();
    }

    /// <summary>
    /// Adds <see cref="IMusicGenreClassifier"/> as a singleton: the ready classifier, or the model file that the options name. Options are
    /// checked when the application starts, and then the model is loaded. A classifier that the application registers after this call
    /// takes its place, and nothing is loaded; tests do so.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddMusicGenreClassifier(
        this IServiceCollection services, Action<MusicGenreClassifierOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure(configure);
        return services.AddDefault();
    }

    /// <summary>
    /// Adds <see cref="IMusicGenreClassifier"/> as a singleton with the options of a section of the configuration; see
    /// <see cref="AddMusicGenreClassifier(IServiceCollection, Action{MusicGenreClassifierOptions})"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, e.g. <c>builder.Configuration.GetSection("MusicGenre")</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddMusicGenreClassifier(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<MusicGenreClassifierOptions>().Bind(configuration);
        return services.AddDefault();
    }

    /// <summary>
    /// Adds one of several classifiers, for <c>[FromKeyedServices("key")] IMusicGenreClassifier</c>; see
    /// <see cref="AddMusicGenreClassifier(IServiceCollection, Action{MusicGenreClassifierOptions})"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, which is also the name of its options, in logs and in metrics.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static IServiceCollection AddKeyedMusicGenreClassifier(
        this IServiceCollection services, string key, Action<MusicGenreClassifierOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        services.Configure(key, configure);
        return services.AddKeyed(key);
    }

    /// <summary>
    /// Adds one of several classifiers with the options of a section of the configuration; see
    /// <see cref="AddMusicGenreClassifier(IServiceCollection, Action{MusicGenreClassifierOptions})"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key, which is also the name of its options, in logs and in metrics.</param>
    /// <param name="configuration">The section.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public static IServiceCollection AddKeyedMusicGenreClassifier(
        this IServiceCollection services, string key, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<MusicGenreClassifierOptions>(key).Bind(configuration);
        return services.AddKeyed(key);
    }

    /// <summary>Finds the classifier of a name, if it is the one that the application uses.</summary>
    internal static HostedClassifier? FindHosted(this IServiceProvider provider, string name)
    {
        IMusicGenreClassifier used = name.Length == 0
            ? provider.GetRequiredService<IMusicGenreClassifier>() : provider.GetRequiredKeyedService<IMusicGenreClassifier>(name);
        return used as HostedClassifier;
    }

    private static IServiceCollection AddDefault(this IServiceCollection services)
    {
        services.AddSupport(Options.Options.DefaultName);
        services.TryAddSingleton<IMusicGenreClassifier>(provider => Create(provider, Options.Options.DefaultName));
        return services;
    }

    private static IServiceCollection AddKeyed(this IServiceCollection services, string key)
    {
        services.AddSupport(key);
        services.TryAddKeyedSingleton<IMusicGenreClassifier>(key, (provider, _) => Create(provider, key));
        return services;
    }

    // Once a name, however often a classifier of that name is added.
    private static void AddSupport(this IServiceCollection services, string name)
    {
        if (services.Any(service => service.ImplementationInstance is Added added && added.Name == name))
            return;
        services.AddSingleton(new Added(name));
        services.AddMetrics();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MusicGenreClassifierOptions>, OptionsCheck>());
        services.AddSingleton<IHostedService>(provider
            => new ClassifierService(() => provider.FindHosted(name), provider.LoggerOfClassifiers()));
    }

    private static HostedClassifier Create(IServiceProvider provider, string name)
    {
        MusicGenreClassifierOptions options = provider.GetRequiredService<IOptionsMonitor<MusicGenreClassifierOptions>>().Get(name);
        var telemetry = new ClassifierTelemetry(provider.GetService<IMeterFactory>(), name);
        var holder = new ModelHolder(name.Length == 0 ? "(default)" : name, options, telemetry, provider.LoggerOfClassifiers());
        var queue = new WorkQueue(options);
        telemetry.Watch(() => queue.Length);
        return new HostedClassifier(holder, queue, options, telemetry);
    }

    private static ILogger LoggerOfClassifiers(this IServiceProvider provider)
        => (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("MusicGenre.MLNet");

    private sealed record Added(string Name);
}
