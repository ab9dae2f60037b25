using System.Runtime.InteropServices;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Pcm;
using NAudio.Wave;

namespace MusicGenre.MLNet.Audio;

/// <summary>
/// A piece of sound in memory: mono samples and their sample rate. Immutable and safe to use from many threads. For files too long
/// for memory there are <see cref="AudioStream"/> and the overload of
/// <see cref="FromFile(string, TimeSpan, TimeSpan, int?, CancellationToken)"/> that reads one segment.
/// </summary>
public sealed class AudioClip
{
    /// <summary>Wraps samples that are already in memory; the array is not copied.</summary>
    /// <param name="samples">Mono samples, full scale is −1…1.</param>
    /// <param name="sampleRate">Sample rate in hertz.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sample rate is not positive.</exception>
    public AudioClip(ReadOnlyMemory<float> samples, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        Samples = samples;
        SampleRate = sampleRate;
    }

    /// <summary>Mono samples, full scale is −1…1 (compressed and float files may go beyond).</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Sample rate in hertz.</summary>
    public int SampleRate { get; }

    /// <summary>The clip's length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>The largest absolute sample, 1 = full scale; 0 for a silent or an empty clip. Computed at each call.</summary>
    public float Peak => PeakLevel.Of(Samples.Span);

    /// <summary>Gets a text for people, e.g. <c>30.00 s at 22050 Hz</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Duration.TotalSeconds:0.00} s at {SampleRate} Hz");

    /// <summary>
    /// Reads a whole audio file. The content decides how, not the extension: WAV, AU, AIFF, mp3, Ogg Vorbis and Opus in process, everything
    /// else (flac, m4a, wma, the sound of a video …) through the program <c>ffmpeg</c>. All channels are averaged to one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Sample rate of the clip in hertz; null keeps the file's own.</param>
    /// <param name="cancellationToken">Stops reading, and ffmpeg.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="AudioFormatException">The file holds no usable audio; the message says why.</exception>
    /// <exception cref="FfmpegNotFoundException">The file needs ffmpeg, and it is not installed.</exception>
    /// <exception cref="FfmpegException">The file needs ffmpeg, which is installed but cannot be run.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static AudioClip FromFile(string path, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        using AudioStream stream = AudioStream.Open(path, sampleRate, cancellationToken);
        return stream.ReadToEnd();
    }

    /// <summary>
    /// Reads a segment of an audio file; memory is that of the segment, however long the file is. The samples are exactly those the whole
    /// file would give from <paramref name="start"/> on. WAV and AU are entered directly at the place, other formats decoded up to it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where the segment begins; beyond the file's end gives an empty clip.</param>
    /// <param name="duration">How long the segment is; the clip is shorter where the file ends.</param>
    /// <param name="sampleRate">Sample rate of the clip in hertz; null keeps the file's own.</param>
    /// <param name="cancellationToken">Stops reading, and ffmpeg.</param>
    /// <inheritdoc cref="FromFile(string, int?, CancellationToken)" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">A negative start or duration.</exception>
    public static AudioClip FromFile(
        string path, TimeSpan start, TimeSpan duration, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        using AudioStream stream = AudioStream.Open(path, sampleRate, cancellationToken);
        stream.Skip((long)Math.Round(start.TotalSeconds * stream.SampleRate));
        return stream.ReadClip((long)Math.Round(duration.TotalSeconds * stream.SampleRate));
    }

    /// <summary>
    /// Reads audio from a stream's current position to its end, as <see cref="FromFile(string, int?, CancellationToken)"/> does.
    /// </summary>
    /// <remarks>
    /// What ffmpeg decodes is first copied to a file in the temporary folder, at most 2 GiB, and deleted afterwards. WAV and AU are not.
    /// </remarks>
    /// <param name="stream">Any readable stream, seekable or not. It stays open.</param>
    /// <param name="sampleRate">Sample rate of the clip in hertz; null keeps the audio's own.</param>
    /// <param name="cancellationToken">Stops reading, and ffmpeg.</param>
    /// <exception cref="AudioFormatException">The stream holds no usable audio; the message says why.</exception>
    /// <exception cref="FfmpegNotFoundException">The audio needs ffmpeg, and it is not installed.</exception>
    /// <exception cref="FfmpegException">The audio needs ffmpeg, which is installed but cannot be run.</exception>
    /// <exception cref="IOException">The temporary folder, which ffmpeg needs for a stream, is full or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static AudioClip FromStream(Stream stream, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        using AudioStream audio = AudioStream.Open(stream, sampleRate, cancellationToken);
        return audio.ReadToEnd();
    }

    /// <summary>Reads audio from the bytes of a file in memory, as <see cref="FromFile(string, int?, CancellationToken)"/> does.</summary>
    /// <param name="bytes">The bytes of an audio file.</param>
    /// <param name="sampleRate">Sample rate of the clip in hertz; null keeps the audio's own.</param>
    /// <param name="cancellationToken">Stops reading, and ffmpeg.</param>
    /// <inheritdoc cref="FromStream" path="/exception"/>
    public static AudioClip FromBytes(ReadOnlyMemory<byte> bytes, int? sampleRate = null, CancellationToken cancellationToken = default)
    {
        using MemoryStream stream = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        return FromStream(stream, sampleRate, cancellationToken);
    }

    /// <summary>
    /// Reads what a sample provider of NAudio gives: a file that NAudio opened, a recording, a chain of mixers and effects. All channels
    /// are averaged to one.
    /// </summary>
    /// <param name="source">The provider, from where it stands.</param>
    /// <param name="duration">
    /// How much is read at most; null reads to the end. Providers without an end (generators, mixers) need it.
    /// </param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="AudioFormatException">The provider gave NaN or infinite values, or more than fits into one clip.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative duration.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static AudioClip From(ISampleProvider source, TimeSpan? duration = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (duration is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, TimeSpan.Zero, nameof(duration));
        using var stream = new SampleProviderStream(source, null, null, AudioSource.FromStream(Stream.Null, cancellationToken));
        return duration is { } most ? stream.ReadClip((long)Math.Round(most.TotalSeconds * stream.SampleRate)) : stream.ReadToEnd();
    }

    /// <summary>Gives the clip to NAudio, from its beginning; each call makes a provider that is read by itself.</summary>
    /// <returns>One channel of 32-bit floats at <see cref="SampleRate"/>.</returns>
    public ISampleProvider ToSampleProvider() => new ClipSampleProvider(this);

    /// <summary>
    /// The same sound at another sample rate, band-limited (see <see cref="Resampler"/>); this clip if the rate is the same.
    /// </summary>
    /// <param name="sampleRate">The new sample rate in hertz.</param>
    /// <returns>A clip of ⌈samples · new rate / old rate⌉ samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sample rate is not positive.</exception>
    public AudioClip Resample(int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        return sampleRate == SampleRate
            ? this
            : new AudioClip(new Resampler(SampleRate, sampleRate).Resample(Samples.Span), sampleRate);
    }

    /// <summary>A part of this clip; the samples are shared, not copied.</summary>
    /// <param name="start">Index of the first sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the clip.</exception>
    public AudioClip Slice(int start, int count) => new(Samples.Slice(start, count), SampleRate);

    /// <summary>
    /// Writes a mono 16-bit PCM WAV: each sample is ×32768, rounded and clipped to 16 bits. The file appears whole or not at all: it is
    /// written beside its destination and moved.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="InvalidOperationException">The clip holds NaN, or is too long for a WAV file (4 GiB).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveWav(string path) => WavWriter.Save(path, Samples, SampleRate);
}
