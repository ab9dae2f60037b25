using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Heads;

/// <summary>
/// Splits a validation part off a training set, stratified by genre, with groups kept together. Augmented copies are never in the
/// validation part, and those of its rows are in neither.
/// </summary>
internal static class ValidationSplit
{
    public static (IReadOnlyList<LabeledEmbedding> Train, IReadOnlyList<LabeledEmbedding> Validation) Of(
        IReadOnlyList<LabeledEmbedding> rows, double fraction, int seed)
    {
        GenreTrack[] stand = [.. rows.Select((row, i) => new GenreTrack
        {
            Path = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
            RelativePath = i.ToString("D9", System.Globalization.CultureInfo.InvariantCulture),
            Genre = row.Label,
            TrackId = row.Group,
            Copy = row.IsCopy ? 1 : 0,
            Kind = TrackKind.Audio,
        })];
        TrackSplit split = TrackSplitter.Split(stand, fraction, seed);
        return (Rows(split.Train), Rows(split.Test));

        LabeledEmbedding[] Rows(IEnumerable<GenreTrack> tracks)
            => [.. tracks.Select(t => rows[int.Parse(t.Path, System.Globalization.CultureInfo.InvariantCulture)])];
    }
}
