using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation.Leaks;

namespace MusicGenre.MLNet.Training;

/// <summary>Names the tracks that a training learns from, chooses its regularization on, and is measured on.</summary>
/// <param name="Train">The tracks to learn from.</param>
/// <param name="Validation">The tracks to choose the regularization on; <see langword="null"/>: a part of <paramref name="Train"/>.</param>
/// <param name="Test">The tracks that take no part and give the figures.</param>
/// <param name="Description">The split in words.</param>
/// <param name="Grouping">What the split is known to keep on one side; <see langword="null"/>: what its tracks tell.</param>
internal sealed record HeldOutSplit(
    IReadOnlyList<GenreTrack> Train, IReadOnlyList<GenreTrack>? Validation, IReadOnlyList<GenreTrack> Test, string Description,
    SplitGrouping? Grouping = null)
{
    /// <summary>Gets the two sides: what the model is made with, and what it is measured on.</summary>
    public TrackSplit Whole => new("held out", [.. Train, .. Validation ?? []], Test);

    public static HeldOutSplit Of(GenreDataset dataset, TrainOptions options)
    {
        if (options.Split == SplitKind.GtzanFiltered)
        {
            GtzanSplit published = GtzanFilteredSplit.Apply(dataset.Tracks);
            SplitGrouping? apart = dataset.Tracks.All(track => track.Artist is not null) ? null : SplitGrouping.ArtistByAuthors;
            return new HeldOutSplit(published.Train, published.Validation, published.Test, published.Description, apart);
        }
        string grouping = TrackSplitter.DescribeGrouping(dataset.Tracks);
        if (TrackSplitter.HasGivenFolds(dataset.Tracks))
        {
            TrackSplit first = TrackSplitter.Folds(dataset.Tracks, options.Folds, options.Seed)[0];
            return new HeldOutSplit(first.Train, null, first.Test, $"{first.Name} of the given folds held out, {grouping}");
        }
        TrackSplit split = TrackSplitter.Split(dataset.Tracks, options.TestSetFraction, options.Seed);
        string share = FormattableString.Invariant($"{100 * options.TestSetFraction:0.#} %");
        return new HeldOutSplit(split.Train, null, split.Test, $"{share} held out, stratified, {grouping}");
    }
}
