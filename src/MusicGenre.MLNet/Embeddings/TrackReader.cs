using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Resampling;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Reads a track, sound or picture, in segments for a backbone.</summary>
/// <param name="description">The backbone's front end and segments.</param>
/// <param name="segments">How much of a track is used.</param>
internal class TrackReader(BackboneDescription description, SegmentOptions segments)
{
    private readonly int _maxSegments = segments.MaxSegments(description);
    private readonly ResamplerCache _resamplers = new();

    /// <summary>Reads a file: a spectrogram PNG by its first bytes, anything else as audio.</summary>
    public virtual IReadOnlyList<TrackSegment> Read(string path, CancellationToken cancellationToken, TrackPart part = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AudioSource source = AudioSource.FromFile(path, cancellationToken);
        // A pipe gives its bytes only once.
        using Stream? pipe = AudioFile.OpenPipe(source);
        if (pipe is not null)
            return Read(source, pipe, path, part, cancellationToken);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        return TrackContent.PictureIn(path, part.Pictures) is { } picture
            ? Read(picture, part)
            : Read(source, path, part, cancellationToken);
    }

    /// <summary>Reads an encoded audio file or a spectrogram PNG in a stream.</summary>
    public IReadOnlyList<TrackSegment> Read(Stream stream, CancellationToken cancellationToken, TrackPart part = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(AudioSource.FromStream(stream, cancellationToken), stream, null, part, cancellationToken);
    }

    /// <summary>Cuts a clip.</summary>
    public virtual IReadOnlyList<TrackSegment> Read(AudioClip clip, CancellationToken cancellationToken, TrackPart part = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        int rate = description.Mel.SampleRate;
        using var stream = new ClipAudioStream(
            clip.SampleRate == rate ? clip : new AudioClip(_resamplers.Get(clip.SampleRate, rate).Resample(clip.Samples.Span), rate),
            PeakLevel.Range(clip.Samples.Span));
        return Read(stream, null, part, cancellationToken);
    }

    /// <summary>Cuts a spectrogram picture of any width.</summary>
    /// <exception cref="BackboneException">The backbone requires audio.</exception>
    /// <exception cref="SpectrogramImageException">The picture is of one grey only, as silence is, or shorter than the start of the part.</exception>
    public virtual IReadOnlyList<TrackSegment> Read(SpectrogramImage picture, TrackPart part = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (description.Input != BackboneInput.Picture)
            throw KnownBackbones.NeedsAudio(description.Name);
        int hop = description.Mel.HopLength;
        double columnSeconds = segments.PictureColumnSeconds ?? (double)hop / description.Mel.SampleRate;
        (picture, int first) = Cut(picture, part, columnSeconds);
        if (!picture.Pixels.AsSpan().ContainsAnyExcept(picture.Pixels[0]))
            throw new SpectrogramImageException("The picture is of one grey only, as silence is, so nothing is classified.");
        int columns = Math.Max(1, description.WindowSamples / hop);
        double stretch = segments.PictureColumnSeconds is { } seconds ? seconds * description.Mel.SampleRate / hop : 1;
        return [.. PicturePieces.Cut(picture, columns, part.MaxSegments ?? _maxSegments, stretch)
            .Select(p => new TrackSegment(
                Time((long)(p.Column + Math.Round(first * stretch)) * hop, (long)p.Piece.Width * hop), null, p.Piece))];
    }

    /// <summary>Reads an open stream.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="stream">The stream, which stays the caller's.</param>
    /// <param name="path">The path of a pipe, for messages; <see langword="null"/> for a caller's stream.</param>
    /// <param name="part">Which part of the track is used.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal virtual IReadOnlyList<TrackSegment> Read(
        AudioSource source, Stream stream, string? path, TrackPart part, CancellationToken cancellationToken)
    {
        (SpectrogramImage? picture, ReadOnlyMemory<byte> taken) = TrackContent.PictureIn(stream, part.Pictures);
        return picture is not null ? Read(picture, part) : Read(source.Opened(stream, taken), path, part, cancellationToken);
    }

    private static (SpectrogramImage Part, int FirstColumn) Cut(SpectrogramImage picture, TrackPart part, double columnSeconds)
    {
        if (part.IsWhole)
            return (picture, 0);
        double first = Math.Round(part.Start.TotalSeconds / columnSeconds);
        if (first >= picture.Width)
            throw new SpectrogramImageException(FormattableString.Invariant(
                $"The picture lasts {picture.Width * columnSeconds:0.###} s, so there is nothing at {part.Start.TotalSeconds:0.###} s."));
        double wanted = part.Duration is { } duration ? Math.Max(1, Math.Round(duration.TotalSeconds / columnSeconds)) : picture.Width;
        return (picture.Crop((int)first, (int)Math.Min(wanted, picture.Width - first)), (int)first);
    }

    private IReadOnlyList<TrackSegment> Read(AudioSource source, string? path, TrackPart part, CancellationToken cancellationToken)
    {
        using AudioStream stream = AudioOpener.Open(
            source with { Resamplers = _resamplers, AudioTrack = part.AudioTrack }, description.Mel.SampleRate);
        return Read(stream, path, part, cancellationToken);
    }

    private IReadOnlyList<TrackSegment> Read(AudioStream stream, string? path, TrackPart part, CancellationToken cancellationToken)
    {
        long start = Skip(stream, path, part);
        using AudioStream? section = part.IsWhole ? null
            : new PartOfAudioStream(stream, part.Duration is { } duration ? Samples(duration) : long.MaxValue);
        var reader = new AudioWindowReader(description.WindowSamples, description.HopSamples, part.MaxSegments ?? _maxSegments);
        IReadOnlyList<AudioWindow> windows = reader.Read(section ?? stream, cancellationToken);
        RequireSound(reader, path);
        return [.. windows.Select(w => new TrackSegment(Time(start + w.Start, w.Samples.Length), w, null))];
    }

    private long Skip(AudioStream stream, string? path, TrackPart part)
    {
        long start = Samples(part.Start), skipped = start == 0 ? 0 : stream.Skip(start);
        return skipped == start ? start : throw new AudioFormatException(FormattableString.Invariant(
            $"it ends after {(double)skipped / description.Mel.SampleRate:0.###} s, so there is nothing at {part.Start.TotalSeconds:0.###} s."),
            path);
    }

    private long Samples(TimeSpan time) => (long)Math.Round(time.TotalSeconds * description.Mel.SampleRate);

    private void RequireSound(AudioWindowReader read, string? path)
    {
        double seconds = (double)read.Length / description.Mel.SampleRate;
        if (read.Length == 0 || seconds < segments.MinSeconds)
            throw new AudioFormatException(FormattableString.Invariant(
                $"it is too short: it holds {seconds:0.###} s of sound, and at least {segments.MinSeconds:0.###} s are needed."), path);
        if (!float.IsFinite(read.Peak))
            throw new AudioFormatException("it holds samples that are not finite numbers. Repair what made them.", path);
        if (20 * Math.Log10(read.Swing) <= segments.SilenceDecibels)
            throw new AudioFormatException(FormattableString.Invariant(
                $"it is silent: its loudest sample lies below {segments.SilenceDecibels:0.#} dB of full scale, so nothing is classified."),
                path);
    }

    private SegmentTime Time(long start, long samples)
    {
        double rate = description.Mel.SampleRate;
        return new SegmentTime(TimeSpan.FromSeconds(start / rate), TimeSpan.FromSeconds((start + samples) / rate));
    }
}
