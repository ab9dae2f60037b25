namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>Some frames of some bands of a segment; a moment has all bands.</summary>
internal readonly record struct Patch(int Segment, Range Frames, Range Bands, bool IsMoment)
{
    public static IEnumerable<Patch> Of(SegmentView view, int segment, ExplainOptions options)
    {
        int frames = view.OwnFrames;
        int columns = Math.Max(1, (int)Math.Round(frames * view.FrameSeconds / options.PatchSeconds));
        int rows = Math.Min(options.FrequencyParts, view.Mel.Mels);
        for (int column = 0; column < columns; column++)
        {
            Range time = (column * frames / columns)..((column + 1) * frames / columns);
            if (time.Start.Value == time.End.Value)
                continue;
            yield return new Patch(segment, time, .., true);
            for (int row = 0; row < rows; row++)
                yield return new Patch(segment, time, (row * view.Mel.Mels / rows)..((row + 1) * view.Mel.Mels / rows), false);
        }
    }

    /// <summary>
    /// Finds the frames and bands that the patch covers in a segment: in its own those that it names, in the segments of other backbones
    /// those at the same time and of the same frequencies.
    /// </summary>
    /// <returns>The frames and bands; <see langword="null"/> if it covers none.</returns>
    public (Range Frames, Range Bands)? In(SegmentView[] views, int segment)
    {
        SegmentView own = views[Segment], other = views[segment];
        if (other.Part == own.Part)
            return segment == Segment ? (Frames, Bands) : null;
        Range frames = other.FramesBetween(Start(views), End(views));
        if (frames.Start.Value == frames.End.Value)
            return null;
        if (IsMoment)
            return (frames, ..);
        // The lowest and the highest patch reach to where the other backbone hears.
        int low = Bands.Start.Value == 0 ? 0 : other.BandAt(own.HertzOf(Bands.Start.Value));
        int high = Bands.End.Value == own.Mel.Mels ? other.Mel.Mels : other.BandAt(own.HertzOf(Bands.End.Value));
        return high > low ? (frames, low..high) : null;
    }

    public PatchEvidence Evidence(SegmentView[] views, double evidence) => new(
        Start(views), End(views), views[Segment].HertzOf(Bands.Start.Value), views[Segment].HertzOf(Bands.End.Value), evidence);

    public TimeEvidence Moment(SegmentView[] views, double evidence) => new(Start(views), End(views), evidence);

    private TimeSpan Start(SegmentView[] views) => views[Segment].TimeOf(Frames.Start.Value);

    private TimeSpan End(SegmentView[] views)
    {
        TimeSpan end = views[Segment].TimeOf(Frames.End.Value);
        return end < views[Segment].Time.End ? end : views[Segment].Time.End;
    }
}
