namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>What one run of ffmpeg may take; by default what <see cref="InputLimits.Current"/> allows. No honest file comes near.</summary>
internal sealed record FfmpegLimits
{
    /// <inheritdoc cref="InputLimits.FfmpegTimeout"/>
    public TimeSpan Timeout { get; init; } = InputLimits.Current.FfmpegTimeout;

    /// <inheritdoc cref="InputLimits.MaxDuration"/>
    public TimeSpan MaxDuration { get; init; } = InputLimits.Current.MaxDuration;

    /// <inheritdoc cref="InputLimits.MaxFfmpegBytes"/>
    public long MaxMemoryBytes { get; init; } = InputLimits.Current.MaxFfmpegBytes;

    /// <summary>Gets how many bytes of complaints are read before the program is ended. The default value is 64 MiB.</summary>
    public long MaxComplaintBytes { get; init; } = 1L << 26;
}
