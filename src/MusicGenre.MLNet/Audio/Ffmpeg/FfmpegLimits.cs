namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>What one run of ffmpeg may take. No honest file comes near these.</summary>
internal sealed record FfmpegLimits
{
    /// <summary>
    /// Gets how long ffmpeg may work without giving anything, and how much longer than the music plays it may work in all. Time in which
    /// nobody reads what it gives does not count. The default value is one minute.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how long the decoded sound may be. The default value is 24 hours.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Gets how many bytes of memory the program may have, where the system can limit it (Linux). The default value is 1 GiB; decoding sound
    /// takes about 60 MB.
    /// </summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Gets how many bytes of complaints are read before the program is ended. The default value is 64 MiB.</summary>
    public long MaxComplaintBytes { get; init; } = 1L << 26;
}
