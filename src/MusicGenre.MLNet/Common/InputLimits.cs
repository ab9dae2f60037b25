namespace MusicGenre.MLNet;

/// <summary>
/// The most that is read of files that may come from strangers: models, networks, pictures, tables. No honest file meets the defaults; an
/// error that a limit causes names it.
/// </summary>
/// <remarks>They hold for the process: <c>InputLimits.Current = new InputLimits { MaxPicturePixels = 1 &lt;&lt; 28 };</c>.</remarks>
public sealed record InputLimits
{
    // What a small file may become in any case: a compressed picture or table of a few kilobytes is honest.
    private const long AlwaysAllowed = 64L << 20;

    private static InputLimits _current = new();

    /// <summary>Gets or sets the limits of this process.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public static InputLimits Current
    {
        get => Volatile.Read(ref _current);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            Volatile.Write(ref _current, value);
        }
    }

    /// <summary>Gets the most bytes of a model file, and of all that is packed in it. The default value is 2,000,000,000.</summary>
    public long MaxModelBytes { get; init; } = 2_000_000_000;

    /// <summary>Gets the most entries of a model file. The default value is 1,000; a model has about 30.</summary>
    public int MaxModelEntries { get; init; } = 1_000;

    /// <summary>
    /// Gets how many times its own size a model file may unpack to, beyond 64 MB that are always allowed. The default value is 16; weights
    /// hardly get smaller when they are packed.
    /// </summary>
    public int MaxModelExpansion { get; init; } = 16;

    /// <summary>
    /// Gets the most values of a tensor that a network computes, and of a spectrogram that it takes. The default value is 67,108,864, 256 MB
    /// as 32-bit floats.
    /// </summary>
    public long MaxTensorElements { get; init; } = 1L << 26;

    /// <summary>
    /// Gets how long the first run of a network may take, after which it is stopped. The default value is 30 s; that of a VGG16 takes
    /// less than one.
    /// </summary>
    public TimeSpan MaxFirstRun { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the most pixels of a picture. The default value is 67,108,864: three hours of sound at 43 columns a second and 128 mel bands
    /// are 60 million.
    /// </summary>
    public int MaxPicturePixels { get; init; } = 1 << 26;

    /// <summary>
    /// Gets the most bytes of a table, <c>tracks.csv</c>. The default value is 1,000,000,000: a million tracks take some 100 million.
    /// </summary>
    public long MaxTableBytes { get; init; } = 1_000_000_000;

    /// <summary>
    /// Gets how long a file's sound may be that ffmpeg decodes. The default value is 24 hours. Sound that is decoded in this process takes
    /// time in proportion to its file.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Gets how long the program ffmpeg may work without giving anything, and how much longer than the music plays it may work in all; then
    /// it is ended. Time in which nobody reads what it gives does not count. The default value is one minute.
    /// </summary>
    public TimeSpan FfmpegTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets the most memory that a run of the program ffmpeg may have, in bytes, where the system can limit it (Linux, Windows). The default
    /// value is 1,073,741,824; to decode sound takes about 60 million.
    /// </summary>
    public long MaxFfmpegBytes { get; init; } = 1L << 30;

    /// <summary>Gets the most bytes that a model file of a size may unpack to.</summary>
    internal long MostUnpacked(long fileBytes) => Math.Min(MaxModelBytes, AlwaysAllowed + MaxModelExpansion * Math.Min(fileBytes, MaxModelBytes));

    private void Validate()
    {
        Positive(MaxModelBytes, nameof(MaxModelBytes));
        Positive(MaxModelEntries, nameof(MaxModelEntries));
        Positive(MaxModelExpansion, nameof(MaxModelExpansion));
        Positive(MaxTensorElements, nameof(MaxTensorElements));
        Positive(MaxFirstRun.Ticks, nameof(MaxFirstRun));
        Positive(MaxPicturePixels, nameof(MaxPicturePixels));
        Positive(MaxTableBytes, nameof(MaxTableBytes));
        Positive(MaxDuration.Ticks, nameof(MaxDuration));
        Positive(FfmpegTimeout.Ticks, nameof(FfmpegTimeout));
        Positive(MaxFfmpegBytes, nameof(MaxFfmpegBytes));
    }

    private static void Positive(long value, string name) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
}
