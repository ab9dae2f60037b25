using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet;

/// <summary>How a classifier predicts: how many cores it takes, which part of a track it uses, what it gives back.</summary>
public sealed record PredictOptions
{
    /// <summary>
    /// Gets how many cores a call uses at most, at least 1. The default value is <see langword="null"/>: all. A server sets it to 1, so
    /// that one request does not hold up the others.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// Gets how many segments of a track are used at most, at least 1; fewer take less time. The default value is <see langword="null"/>:
    /// as many as in the training (<see cref="Backbones.SegmentOptions.MaxSecondsPerTrack"/>).
    /// </summary>
    public int? MaxSegments { get; init; }

    /// <summary>Gets where the part of the track that is used begins. The default value is 0: with the track.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>
    /// Gets how long the part of the track is that is used, above 0. The default value is <see langword="null"/>: to the track's end. What
    /// lies behind it is not decoded.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Gets how many genres stay in <see cref="GenrePrediction.Ranked"/>, at least 1. The default value is <see langword="null"/>: all. The
    /// taggram keeps all of them.
    /// </summary>
    public int? Top { get; init; }

    /// <summary>
    /// Whether the results for many files come in the order of the files. The default value is <see langword="true"/>. If not, each comes
    /// as soon as it is there, so that a file of hours does not hold up the others.
    /// </summary>
    public bool Ordered { get; init; } = true;

    /// <summary>
    /// Whether a file or stream may be a spectrogram PNG. The default value is <see langword="null"/>: if the classifier learned from such
    /// pictures, so that the cover of an album gets no genre. <see langword="true"/> takes them wherever the backbone accepts images; but
    /// for a classifier that learned from pictures in colours, they must be grey. <see langword="false"/> refuses all, with an
    /// <see cref="Audio.AudioFormatException"/>.
    /// </summary>
    public bool? AllowPictures { get; init; }

    /// <summary>
    /// Gets which audio track is used of a file that holds several, as videos do; counted from 0. The default value is 0. With any other,
    /// ffmpeg decodes the file.
    /// </summary>
    public int AudioTrack { get; init; }

    internal int Cores => MaxDegreeOfParallelism ?? Environment.ProcessorCount;

    /// <summary>Gets the part of a track that a model uses.</summary>
    internal TrackPart PartFor(GenreModel model) => new(Start, Duration, MaxSegments, RuleFor(model), AudioTrack);

    private PictureRule RuleFor(GenreModel model)
        => AllowPictures == false ? PictureRule.NoneAllowed
        : AllowPictures is null && model.Backbone.AcceptsPictures && model.Manifest.LearnedFromPictures == false ? PictureRule.NoneLearned
        : model.Manifest.LearnedFromColors || !model.Backbone.AcceptsPictures ? PictureRule.All
        : PictureRule.Spectrograms;

    internal void Validate()
    {
        if (MaxDegreeOfParallelism is < 1)
            throw new ArgumentOutOfRangeException(
                nameof(MaxDegreeOfParallelism), MaxDegreeOfParallelism, "At least 1 core must be used; null uses all.");
        if (MaxSegments is < 1)
            throw new ArgumentOutOfRangeException(
                nameof(MaxSegments), MaxSegments, "At least 1 segment of a track must be used; null uses as many as the training did.");
        if (AudioTrack < 0)
            throw new ArgumentOutOfRangeException(nameof(AudioTrack), AudioTrack, "Audio tracks are counted from 0.");
        if (Start < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "The part of a track that is used must not begin before the track.");
        if (Duration <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(
                nameof(Duration), Duration, "The part of a track that is used must be longer than 0; null uses all up to the end.");
        if (Top is < 1)
            throw new ArgumentOutOfRangeException(nameof(Top), Top, "At least 1 genre must stay in the ranking; null keeps all.");
    }
}
