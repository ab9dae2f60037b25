using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Resampling;
using NAudio.Wave;

namespace MusicGenre.MLNet.Audio;

/// <summary>
/// Reads audio from front to end as mono samples, in bounded memory however long the file is: decoder → mean of all channels →
/// band-limited resampler, block by block. Not thread-safe; dispose it, which also ends an ffmpeg that is still decoding.
/// </summary>
public abstract class AudioStream : IDisposable
{
    private protected AudioStream()
    {
    }

    /// <summary>Sample rate in hertz of what <see cref="Read"/> gives.</summary>
    public abstract int SampleRate { get; }

    /// <summary>
    /// How many samples there are in all; null where only reading to the end will tell (ffmpeg, and streams that cannot seek).
    /// </summary>
    public abstract long? Length { get; }

    /// <summary>Gets what is strange about the file although it can be read, in one sentence; null if nothing is.</summary>
    public virtual string? Warning => null;

    /// <summary>How many samples were read or skipped so far.</summary>
    public abstract long Position { get; }

    /// <summary>Opens an audio file; see <see cref="AudioClip.FromFile(string, int?, CancellationToken)"/> for what can be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Sample rate to resample to, in hertz; null keeps the file's own.</param>
    /// <param name="cancellationToken">Stops reading at any time while the stream is in use, and ffmpeg.</param>
    /// <inheritdoc cref="AudioClip.FromFile(string, int?, CancellationToken)" path="/exception"/>
    public static AudioStream Open(string path, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return AudioOpener.Open(AudioSource.FromFile(path, cancellationToken), sampleRate);
    }

    /// <summary>Opens the audio in a stream, from its current position.</summary>
    /// <param name="stream">
    /// Any readable stream, seekable or not. It stays open when this is disposed, and is in use until then. What ffmpeg decodes is first
    /// copied to a file in the temporary folder, at most 2 GiB, which disposing deletes; WAV and AU are read as they come.
    /// </param>
    /// <param name="sampleRate">Sample rate to resample to, in hertz; null keeps the audio's own.</param>
    /// <param name="cancellationToken">Stops reading at any time while the stream is in use, and ffmpeg.</param>
    /// <inheritdoc cref="AudioClip.FromStream" path="/exception"/>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static AudioStream Open(Stream stream, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException(
                "The stream cannot be read: it is closed or only for writing. Open it for reading.", nameof(stream));
        return AudioOpener.Open(AudioSource.FromStream(stream, cancellationToken), sampleRate);
    }

    /// <summary>Reads what a stream of NAudio gives, from where it stands.</summary>
    /// <param name="source">
    /// A stream of PCM (8 to 32 bits) or floats. It stays open when this is disposed, and is in use until then.
    /// </param>
    /// <param name="sampleRate">Sample rate to resample to, in hertz; null keeps the stream's own.</param>
    /// <param name="cancellationToken">Stops reading at any time while the stream is in use.</param>
    /// <exception cref="AudioFormatException">
    /// The stream holds compressed sound; NAudio's converters or <see cref="Open(Stream, int?, CancellationToken)"/> decode it.
    /// </exception>
    public static AudioStream From(WaveStream source, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (sampleRate is { } rate)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(sampleRate));
        AudioSource origin = AudioSource.FromStream(source, cancellationToken);
        WaveFormat format = source.WaveFormat;
        if (format.Encoding is not (WaveFormatEncoding.Pcm or WaveFormatEncoding.IeeeFloat or WaveFormatEncoding.Extensible))
            throw origin.Bad($"NAudio gives it as {format.Encoding}, not as samples. Convert it with NAudio first, or open the file itself.");
        long? length = source.CanSeek ? (source.Length - source.Position) / format.BlockAlign : null;
        var samples = new SampleProviderStream(source.ToSampleProvider(), length, null, origin);
        return sampleRate is { } wanted && wanted != samples.SampleRate
            ? new ResampledAudioStream(samples, wanted, origin.Resamplers) : samples;
    }

    /// <summary>Reads the next samples, as many as fit.</summary>
    /// <param name="destination">Receives mono samples, full scale −1…1.</param>
    /// <returns>Samples read; fewer than fit only at the end, 0 after it.</returns>
    /// <exception cref="AudioFormatException">The audio turned out to be truncated, damaged, empty, or not a number.</exception>
    /// <exception cref="OperationCanceledException">The token given to Open was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public abstract int Read(Span<float> destination);

    /// <summary>Leaves out samples; WAV and AU in seekable streams jump, all else is decoded and dropped.</summary>
    /// <param name="count">How many samples of <see cref="SampleRate"/>.</param>
    /// <returns>Samples skipped; fewer than asked for only at the end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    /// <inheritdoc cref="Read" path="/exception"/>
    public abstract long Skip(long count);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the decoder and closes what this stream opened itself.</summary>
    /// <param name="disposing">True when called from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>
    /// The lowest and the highest sample that was read from the file, before any resampling, which bends the ends of a constant; null where
    /// that is what
    /// <see cref="Read"/> gives.
    /// </summary>
    internal virtual (float Low, float High)? RangeOfFile => null;

    /// <summary>All samples from here on; samples are only ever allocated for audio that is really there.</summary>
    internal AudioClip ReadToEnd() => ReadClip(long.MaxValue);

    /// <summary>At most <paramref name="count"/> samples from here on.</summary>
    internal AudioClip ReadClip(long count)
    {
        const int FirstBlock = 1 << 16;
        long expected = Math.Min(count, Length is { } length ? length - Position : FirstBlock);
        var samples = new float[Math.Clamp(expected, 0, Array.MaxLength)];
        int filled = 0;
        while (filled < count)
        {
            if (filled == samples.Length)
            {
                // One probe beyond an exactly known length costs nothing and notices an end that was announced wrongly.
                if (Length == Position)
                    break;
                if (filled == Array.MaxLength)
                    throw TooLong();
                Array.Resize(ref samples, (int)Math.Min(Math.Max(FirstBlock, 2L * filled), Math.Min(count, Array.MaxLength)));
            }
            int read = Read(samples.AsSpan(filled));
            if (read == 0)
                break;
            filled += read;
        }
        // An array grown by doubling is up to twice too large; a clip may live long, so it is cut.
        if (filled < samples.Length)
            Array.Resize(ref samples, filled);
        return new AudioClip(samples, SampleRate);
    }

    /// <summary>The error for audio that does not fit into one clip.</summary>
    internal abstract AudioFormatException TooLong();
}
