namespace WebDemo;

/// <summary>The settings of the application: the section <c>WebDemo</c> of <c>appsettings.json</c>, environment or command line.</summary>
public sealed record DemoOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "WebDemo";

    /// <summary>
    /// Gets the path of a model file that <c>MusicGenreClassifier.Save</c> wrote. The default value is <see langword="null"/>: the ready
    /// model inside the package.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Gets which genres of the ready model to tell apart. The default value is empty: all of them.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Gets the size of the largest file, in bytes; a larger one is answered 413. The default value is 32 MiB.</summary>
    public long MaxUploadBytes { get; init; } = 32 << 20;

    /// <summary>Gets the length of the longest song; a longer one is answered 422. The default value is 10 minutes.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets how long a song may wait for its turn and be worked on once it is here; then it is answered 503. The default value is 30 s.
    /// </summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how long an upload may take; then it is answered 408. The default value is 2 minutes.</summary>
    public TimeSpan MaxUploadTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Gets how many uploads may be in memory at once; the next is answered 503. The most memory that they take is this times
    /// <see cref="MaxUploadBytes"/>. The default value is 16.
    /// </summary>
    public int MaxUploads { get; init; } = 16;

    /// <summary>Gets how many songs are worked on at once, each on one core. The default value is 2.</summary>
    public int MaxConcurrency { get; init; } = 2;

    /// <summary>Gets how many songs may wait for their turn; the next is answered 503. The default value is 16.</summary>
    public int MaxQueue { get; init; } = 16;

    /// <summary>
    /// Gets how many songs a client (an address) may send a minute; the next is answered 429. The default value is 120.
    /// </summary>
    public int RequestsPerMinute { get; init; } = 120;

    /// <summary>
    /// Gets the probability, 0…1, below which the most probable genre is not believed and the answer is "unknown". The default value is
    /// 0.2.
    /// </summary>
    public double UnknownBelow { get; init; } = 0.2;

    /// <summary>Gets the name of the first setting that is out of range; <see langword="null"/> if all are well.</summary>
    internal string? Problem =>
        MaxUploadBytes is < 1 or > int.MaxValue / 2 ? nameof(MaxUploadBytes)
        : MaxDuration < TimeSpan.FromSeconds(1) || MaxDuration > TimeSpan.FromHours(2) ? nameof(MaxDuration)
        : MaxTime <= TimeSpan.Zero || MaxTime > TimeSpan.FromHours(1) ? nameof(MaxTime)
        : MaxUploadTime <= TimeSpan.Zero || MaxUploadTime > TimeSpan.FromHours(1) ? nameof(MaxUploadTime)
        : MaxUploads < 1 ? nameof(MaxUploads)
        : MaxConcurrency < 1 ? nameof(MaxConcurrency)
        : MaxQueue < 0 ? nameof(MaxQueue)
        : RequestsPerMinute < 1 ? nameof(RequestsPerMinute)
        : UnknownBelow is >= 0 and <= 1 ? null : nameof(UnknownBelow);
}
