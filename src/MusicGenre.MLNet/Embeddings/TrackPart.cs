namespace MusicGenre.MLNet.Embeddings;

/// <summary>Which part of a track is used, and how much of it. The default value is all of it, as the classifier was trained.</summary>
/// <param name="Start">Where the part begins.</param>
/// <param name="Duration">How long it is; <see langword="null"/> to the end.</param>
/// <param name="MaxSegments">The most segments; <see langword="null"/> for those of <see cref="Backbones.SegmentOptions"/>.</param>
/// <param name="Pictures">Which pictures are taken.</param>
/// <param name="AudioTrack">Which of several audio tracks is used, from 0.</param>
internal readonly record struct TrackPart(
    TimeSpan Start = default, TimeSpan? Duration = null, int? MaxSegments = null, PictureRule Pictures = PictureRule.All,
    int AudioTrack = 0)
{
    /// <summary>Whether it is a whole track.</summary>
    public bool IsWhole => Start == TimeSpan.Zero && Duration is null;
}
