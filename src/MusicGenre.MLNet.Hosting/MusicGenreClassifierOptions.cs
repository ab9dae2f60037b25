using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Hosting;

/// <summary>The settings of a classifier in an application. They are read once, when the classifier is first needed.</summary>
public sealed class MusicGenreClassifierOptions
{
    /// <summary>
    /// Gets or sets the model file. The default value is <see langword="null"/>: the ready classifier that comes with the package.
    /// </summary>
    public string? ModelPath { get; set; }

    /// <summary>
    /// Gets the genres of the ready classifier, at least two of <see cref="MusicGenreClassifier.PretrainedGenres"/>. Empty, as it is by
    /// default, stands for all. A model file has its own genres.
    /// </summary>
    public IList<string> Genres { get; } = [];

    /// <summary>Gets or sets when the model is loaded. The default value is <see cref="ModelLoading.AtStart"/>.</summary>
    public ModelLoading Loading { get; set; }

    /// <summary>
    /// Gets or sets whether the model file is loaded again when it has changed. The default value is <see langword="true"/>. Calls at work
    /// end with the model that they began with; if the new file cannot be loaded, the old model stays.
    /// </summary>
    public bool Reload { get; set; } = true;

    /// <summary>
    /// Gets or sets how often the model file is looked at, above 0. The default value is 5 s. A change is loaded once the file looks the
    /// same twice, so that a file that is still being written is not taken.
    /// </summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how many predictions run at once, at least 1. The default value is the number of cores.
    /// </summary>
    public int MaxConcurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets or sets how many more calls may wait or be received, at least 0. The default value is 64. One more is refused at once with
    /// <see cref="ClassifierBusyException"/>.
    /// </summary>
    public int MaxQueue { get; set; } = 64;

    /// <summary>
    /// Gets or sets how long a call waits at most for its turn, and for the model to be loaded, above 0. The default value is 30 s.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how many cores one call uses, at least 1. The default value is 1, so that a long track does not hold up others.
    /// </summary>
    public int MaxDegreeOfParallelism { get; set; } = 1;

    /// <summary>
    /// Gets or sets how many segments of a track are used at most, at least 1. The default value is <see langword="null"/>: as many as in
    /// the training.
    /// </summary>
    public int? MaxSegments { get; set; }

    /// <summary>
    /// Gets or sets how much of a track is used from its beginning, above 0. The default value is <see langword="null"/>: all.
    /// </summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>
    /// Gets or sets whether a file may be a spectrogram picture. The default value is <see langword="false"/>: a service is sent cover art
    /// more often, and refuses pictures with an <see cref="AudioFormatException"/>.
    /// </summary>
    public bool AllowPictures { get; set; }

    /// <summary>
    /// Gets or sets whether the health check is unhealthy where the program ffmpeg is missing. The default value is <see langword="false"/>:
    /// it says so in its data, and is healthy, since WAV, AU, AIFF, mp3, Ogg Vorbis and Opus are read without.
    /// </summary>
    public bool RequireFfmpeg { get; set; }

    /// <summary>Gets the options of calls that give none themselves.</summary>
    internal PredictOptions Predict => new()
    {
        MaxDegreeOfParallelism = MaxDegreeOfParallelism,
        MaxSegments = MaxSegments,
        Duration = Duration,
        AllowPictures = AllowPictures,
    };
}
