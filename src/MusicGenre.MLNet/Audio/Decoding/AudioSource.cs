using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Audio.Decoding;

/// <summary>Where audio comes from: a file or a caller's stream, with what error messages and ffmpeg need to know about it.</summary>
internal sealed record AudioSource
{
    /// <summary>The file's full path; null for a stream.</summary>
    public string? Path { get; private init; }

    /// <summary>The caller's stream, or the pipe at <see cref="Path"/>; null for a file.</summary>
    public Stream? Stream { get; private init; }

    /// <summary>What was already read from the beginning of a stream that cannot seek.</summary>
    public ReadOnlyMemory<byte> Start { get; init; }

    public CancellationToken Cancellation { get; private init; }

    /// <summary>Where resamplers come from; who reads many files puts one here that they share.</summary>
    public ResamplerCache Resamplers { get; init; } = new();

    /// <summary>Which audio track is decoded of a file that holds several, from 0.</summary>
    public int AudioTrack { get; init; }

    /// <summary>Finds the program ffmpeg; null if there is none. Tests put their own here.</summary>
    public Func<string?> FindFfmpeg { get; init; } = FfmpegLocator.Find;

    /// <summary>What ffmpeg may take.</summary>
    public FfmpegLimits FfmpegLimits { get; init; } = new();

    /// <summary>The most bytes of a stream that are written to a temporary file for ffmpeg.</summary>
    public long SpoolLimit { get; init; } = SpoolFile.MaxBytes;

    public static AudioSource FromFile(string path, CancellationToken cancellation) =>
        new() { Path = System.IO.Path.GetFullPath(path), Cancellation = cancellation };

    public static AudioSource FromStream(Stream stream, CancellationToken cancellation) =>
        new() { Stream = stream, Cancellation = cancellation };

    /// <summary>The same source, whose pipe was opened already.</summary>
    /// <param name="pipe">The open pipe, which stays the caller's.</param>
    /// <param name="start">What was read from it.</param>
    public AudioSource Opened(Stream pipe, ReadOnlyMemory<byte> start) => this with { Stream = pipe, Start = start };

    public AudioFormatException TooLong() =>
        Bad("it is too long for one clip in memory. Read it in segments, with AudioStream or AudioClip.FromFile(path, start, duration).");

    public AudioFormatException Truncated(double promisedSeconds, double heldSeconds) => Bad(FormattableString.Invariant(
        $"it is truncated: its header promises {promisedSeconds:0.###} s, the file holds {Math.Max(0, heldSeconds):0.###} s.")
        + " Copy it again from where it came.");

    public AudioFormatException NotFinite(float value, long sample, int sampleRate) => Bad(FormattableString.Invariant(
        $"it contains {(float.IsNaN(value) ? "NaN" : "an infinite value")} at {(double)sample / sampleRate:0.###} s (sample {sample}).")
        + " Make the file again.");

    public AudioFormatException NoSamples() => Bad("it has a header but no samples. Make the file again, or remove it.");

    public AudioFormatException Bad(string reason, Exception? inner = null) => new(reason, Path, inner);
}
