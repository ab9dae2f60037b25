using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>Turns a track, given as audio or as a spectrogram picture, into the embeddings of its segments.</summary>
public sealed class TrackEmbedder
{
    private readonly SegmentOptions _segments;
    private readonly int _maxSegments;

    /// <summary>Makes an embedder for a backbone, which it does not own.</summary>
    /// <param name="backbone">The network that looks at the segments.</param>
    /// <param name="segments">How much of a track is looked at; <see langword="null"/> for the defaults.</param>
    public TrackEmbedder(Backbone backbone, SegmentOptions? segments = null)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        Backbone = backbone;
        _segments = segments ?? new SegmentOptions();
        _segments.Validate();
        _maxSegments = _segments.MaxSegments(backbone.Description);
    }

    /// <summary>The network that looks at the segments.</summary>
    public Backbone Backbone { get; }

    /// <summary>Embeds a file: a spectrogram PNG by its first bytes, anything else as audio.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="maxDegreeOfParallelism">How many segments are looked at at once. The default value is 1.</param>
    /// <param name="cancellationToken">Stops between two segments.</param>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The file is a picture and the backbone needs the audio.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public SegmentEmbeddings Embed(string path, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
        if (PngSignature.IsAt(path))
            return Embed(SpectrogramImage.Load(path), cancellationToken);
        using AudioStream stream = AudioStream.Open(path, Backbone.Description.Mel.SampleRate, cancellationToken);
        return Embed(stream, path, maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a clip in memory.</summary>
    /// <exception cref="AudioFormatException">The clip is too short or silent.</exception>
    public SegmentEmbeddings Embed(AudioClip clip, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        using var stream = new ClipAudioStream(clip.Resample(Backbone.Description.Mel.SampleRate));
        return Embed(stream, null, maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a stream of an encoded audio file or a spectrogram PNG.</summary>
    /// <exception cref="AudioFormatException">The audio cannot be decoded, is too short or silent.</exception>
    /// <exception cref="BackboneException">The stream is a picture and the backbone needs the audio.</exception>
    public SegmentEmbeddings Embed(Stream stream, int maxDegreeOfParallelism = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (bool isPng, Stream whole) = PngSignature.Peek(stream);
        if (isPng)
            return Embed(SpectrogramImage.Load(whole), cancellationToken);
        using AudioStream audio = AudioStream.Open(whole, Backbone.Description.Mel.SampleRate, cancellationToken);
        return Embed(audio, null, maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Embeds a spectrogram picture of any width.</summary>
    /// <exception cref="BackboneException">The backbone needs the audio.</exception>
    public SegmentEmbeddings Embed(SpectrogramImage picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        MelOptions mel = Backbone.Description.Mel;
        int columns = Math.Max(1, Backbone.Description.WindowSamples / mel.HopLength);
        IReadOnlyList<(int Column, SpectrogramImage Piece)> pieces = PicturePieces.Cut(picture, columns, _maxSegments);
        var values = new float[pieces.Count * Backbone.EmbeddingSize];
        var times = new SegmentTime[pieces.Count];
        for (int i = 0; i < pieces.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Backbone.EmbedPicture(pieces[i].Piece).CopyTo(values.AsSpan(i * Backbone.EmbeddingSize));
            times[i] = Time((long)pieces[i].Column * mel.HopLength, (long)pieces[i].Piece.Width * mel.HopLength);
        }
        return new SegmentEmbeddings(values, Backbone.EmbeddingSize, times);
    }

    private SegmentEmbeddings Embed(AudioStream stream, string? path, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        BackboneDescription description = Backbone.Description;
        var reader = new AudioWindowReader(description.WindowSamples, description.HopSamples, _maxSegments);
        IReadOnlyList<AudioWindow> windows = reader.Read(stream, cancellationToken);
        RequireSound(reader, path);
        var values = new float[windows.Count * Backbone.EmbeddingSize];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        if (maxDegreeOfParallelism == 1 || windows.Count == 1)
            for (int i = 0; i < windows.Count; i++)
                EmbedWindow(i);
        else
            Parallel.For(0, windows.Count, options, EmbedWindow);
        return new SegmentEmbeddings(values, Backbone.EmbeddingSize, [.. windows.Select(w => Time(w.Start, w.Samples.Length))]);

        void EmbedWindow(int i)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Backbone.EmbedWindow(windows[i].Samples).CopyTo(values.AsSpan(i * Backbone.EmbeddingSize));
        }
    }

    private void RequireSound(AudioWindowReader read, string? path)
    {
        double seconds = (double)read.Length / Backbone.Description.Mel.SampleRate;
        if (read.Length == 0 || seconds < _segments.MinSeconds)
            throw new AudioFormatException(FormattableString.Invariant(
                $"it is too short: it holds {seconds:0.###} s of sound, and at least {_segments.MinSeconds:0.###} s are needed."), path);
        if (!float.IsFinite(read.Peak))
            throw new AudioFormatException("it holds samples that are not finite numbers. Repair what made them.", path);
        if (20 * Math.Log10(read.Peak) <= _segments.SilenceDecibels)
            throw new AudioFormatException(FormattableString.Invariant(
                $"it is silent: its loudest sample lies below {_segments.SilenceDecibels:0.#} dB of full scale, so there is nothing to classify."), path);
    }

    private SegmentTime Time(long start, long samples)
    {
        double rate = Backbone.Description.Mel.SampleRate;
        return new SegmentTime(TimeSpan.FromSeconds(start / rate), TimeSpan.FromSeconds((start + samples) / rate));
    }
}
