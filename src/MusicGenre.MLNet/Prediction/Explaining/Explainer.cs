using System.Numerics.Tensors;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction.Pretraining;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>Explains a model's predictions by covering patches of the spectrogram.</summary>
internal sealed class Explainer(GenreModel model)
{
    private readonly MelSpectrogramExtractor _extractor = new(model.Backbone.Description.Mel);
    private readonly LinearHead _head = model.Head;

    public Explanation Explain(
        IReadOnlyList<TrackSegment> segments, GenrePrediction prediction, ExplainOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = model.Manifest.Genres;
        string asked = options.Genre ?? prediction.Genre;
        // However it is written: "rap" is the ready classifier's "hip hop".
        int meant = known.Contains(asked) ? -1 : GenreNames.IndexOf(known, asked);
        int place = meant >= 0 ? meant : GenreList.IndexOf(known, asked, nameof(options));
        string genre = known[place];
        var views = new SegmentView[segments.Count];
        var whole = new float[segments.Count][];
        AllCores.Run(views.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            views[i] = SegmentView.Of(segments[i], model.Backbone, _extractor);
            whole[i] = SegmentView.Embed(model.Backbone, views[i].Mel);
        });
        float[] mean = Mean.Of(whole);
        double before = LogOdds(_head.Score(mean), place);

        Patch[] patches = [.. views.SelectMany((view, s) => Patch.Of(view, s, options))];
        var evidence = new double[patches.Length];
        AllCores.Run(patches.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            Patch patch = patches[i];
            float[] covered = SegmentView.Embed(model.Backbone, views[patch.Segment].Cover(patch.Frames, patch.Bands));
            TensorPrimitives.Subtract(covered, whole[patch.Segment], covered);
            TensorPrimitives.Divide(covered, whole.Length, covered);
            TensorPrimitives.Add(covered, mean, covered);
            evidence[i] = before - LogOdds(_head.Score(covered), place);
        });
        return new Explanation
        {
            Genre = genre,
            Probability = _head.Score(mean)[place],
            Prediction = prediction,
            Patches = [.. patches.Zip(evidence).Where(p => !p.First.IsMoment).Select(p => p.First.Evidence(views, p.Second))],
            Moments = [.. patches.Zip(evidence).Where(p => p.First.IsMoment).Select(p => p.First.Moment(views, p.Second))],
            Views = views,
        };
    }

    // Summed over the others instead of 1 − p, which rounds to 0 where the classifier is sure.
    private static double LogOdds(float[] probabilities, int genre)
    {
        double others = 0;
        for (int i = 0; i < probabilities.Length; i++)
            if (i != genre)
                others += probabilities[i];
        return Math.Log(Math.Max(probabilities[genre], 1e-30)) - Math.Log(Math.Max(others, 1e-30));
    }

    /// <summary>Some frames of some bands of a segment; a moment has all bands.</summary>
    private readonly record struct Patch(int Segment, Range Frames, Range Bands, bool IsMoment)
    {
        public static IEnumerable<Patch> Of(SegmentView view, int segment, ExplainOptions options)
        {
            double frameSeconds = (double)view.Mel.Options.HopLength / view.Mel.Options.SampleRate;
            // Of a segment that was repeated to fill the window, only the first time counts.
            int frames = Math.Clamp((int)Math.Ceiling((view.Time.End - view.Time.Start).TotalSeconds / frameSeconds), 1, view.Mel.Frames);
            int columns = Math.Max(1, (int)Math.Round(frames * frameSeconds / options.PatchSeconds));
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
}
