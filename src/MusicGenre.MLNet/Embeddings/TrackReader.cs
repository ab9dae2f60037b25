using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;
using MusicGenre.MLNet.Audio.Resampling;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Reads a track, sound or picture, in segments for a backbone.</summary>
/// <param name="description">The backbone's front end and segments.</param>
/// <param name="segments">How much of a track is used.</param>
internal sealed class TrackReader(BackboneDescription description, SegmentOptions segments)
{
    private readonly int _maxSegments = segments.MaxSegments(description);
    private readonly ResamplerCache _resamplers = new();

    /// <summary>Reads a file: a spectrogram PNG by its first bytes, anything else as audio.</summary>
    public IReadOnlyList<TrackSegment> Read(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AudioSource source = AudioSource.FromFile(path, cancellationToken);
        // A pipe gives its bytes only once.
        using Stream? pipe = AudioFile.OpenPipe(source);
        if (pipe is not null)
            return Read(source, pipe, path, cancellationToken);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        return TrackContent.PictureIn(path) is { } picture
            ? Read(picture)
            : Read(source, path, cancellationToken);
    }

    /// <summary>Reads an encoded audio file or a spectrogram PNG in a stream.</summary>
    public IReadOnlyList<TrackSegment> Read(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(AudioSource.FromStream(stream, cancellationToken), stream, null, cancellationToken);
    }

    /// <summary>Cuts a clip.</summary>
    public IReadOnlyList<TrackSegment> Read(AudioClip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        int rate = description.Mel.SampleRate;
        using var stream = new ClipAudioStream(
            clip.SampleRate == rate ? clip : new AudioClip(_resamplers.Get(clip.SampleRate, rate).Resample(clip.Samples.Span), rate),
            PeakLevel.Range(clip.Samples.Span));
        return Read(stream, null, cancellationToken);
    }

    /// <summary>Cuts a spectrogram picture of any width.</summary>
    /// <exception cref="BackboneException">The backbone requires audio.</exception>
    /// <exception cref="SpectrogramImageException">The picture is of one grey only, as silence is.</exception>
    public IReadOnlyList<TrackSegment> Read(SpectrogramImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (description.Input != BackboneInput.Picture)
            throw KnownBackbones.NeedsAudio(description.Name);
        if (!picture.Pixels.AsSpan().ContainsAnyExcept(picture.Pixels[0]))
            throw new SpectrogramImageException("The picture is of one grey only, as silence is, so nothing is classified.");
        int hop = description.Mel.HopLength;
        int columns = Math.Max(1, description.WindowSamples / hop);
        double stretch = segments.PictureColumnSeconds is { } seconds ? seconds * description.Mel.SampleRate / hop : 1;
        return [.. PicturePieces.Cut(picture, columns, _maxSegments, stretch)
            .Select(p => new TrackSegment(Time((long)p.Column * hop, (long)p.Piece.Width * hop), null, p.Piece))];
    }

    private IReadOnlyList<TrackSegment> Read(AudioSource source, Stream stream, string? path, CancellationToken cancellationToken)
    {
        (SpectrogramImage? picture, ReadOnlyMemory<byte> taken) = TrackContent.PictureIn(stream);
        return picture is not null ? Read(picture) : Read(source.Opened(stream, taken), path, cancellationToken);
    }

    private IReadOnlyList<TrackSegment> Read(AudioSource source, string? path, CancellationToken cancellationToken)
    {
        using AudioStream stream = AudioOpener.Open(source with { Resamplers = _resamplers }, description.Mel.SampleRate);
        return Read(stream, path, cancellationToken);
    }

    private IReadOnlyList<TrackSegment> Read(AudioStream stream, string? path, CancellationToken cancellationToken)
    {
        var reader = new AudioWindowReader(description.WindowSamples, description.HopSamples, _maxSegments);
        IReadOnlyList<AudioWindow> windows = reader.Read(stream, cancellationToken);
        RequireSound(reader, path);
        return [.. windows.Select(w => new TrackSegment(Time(w.Start, w.Samples.Length), w, null))];
    }

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
