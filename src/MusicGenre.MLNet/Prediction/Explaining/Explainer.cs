using System.Numerics.Tensors;
using MusicGenre.MLNet.Backbones;
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
    private readonly IReadOnlyList<Backbone> _parts = model.Backbone.Parts;

    private readonly MelSpectrogramExtractor[] _extractors =
        [.. model.Backbone.Parts.Select(part => new MelSpectrogramExtractor(part.Description.Mel))];

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
            int part = segments[i].Part;
            views[i] = SegmentView.Of(segments[i], _parts[part], _extractors[part]);
            whole[i] = SegmentView.Embed(_parts[part], views[i].Mel);
        });
        float[] mean = [.. _parts.SelectMany((_, part) => Mean.Of([.. whole.Where((_, i) => views[i].Part == part)]))];
        double before = LogOdds(_head.Score(mean), place);

        // The patches are those of the first backbone; the same piece of the music is covered for the others.
        Patch[] patches = [.. views.Where(view => view.Part == 0).SelectMany((view, s) => Patch.Of(view, s, options))];
        var evidence = new double[patches.Length];
        AllCores.Run(patches.Length, options.MaxDegreeOfParallelism, cancellationToken, i =>
        {
            var covered = (float[])mean.Clone();
            for (int part = 0, begin = 0; part < _parts.Count; begin += _parts[part++].EmbeddingSize)
                Cover(patches[i], part, views, whole, covered.AsSpan(begin, _parts[part].EmbeddingSize));
            evidence[i] = before - LogOdds(_head.Score(covered), place);
        });
        return new Explanation
        {
            Genre = genre,
            Probability = _head.Score(mean)[place],
            Prediction = prediction,
            Patches = [.. patches.Zip(evidence).Where(p => !p.First.IsMoment).Select(p => p.First.Evidence(views, p.Second))],
            Moments = [.. patches.Zip(evidence).Where(p => p.First.IsMoment).Select(p => p.First.Moment(views, p.Second))],
            Views = [.. views.Where(view => view.Part == 0)],
        };
    }

    // Adds to a backbone's embedding of the track what covering the patch changes in it.
    private void Cover(Patch patch, int part, SegmentView[] views, float[][] whole, Span<float> mean)
    {
        int count = views.Count(view => view.Part == part);
        for (int i = 0; i < views.Length; i++)
        {
            if (views[i].Part != part || patch.In(views, i) is not { } place)
                continue;
            float[] covered = SegmentView.Embed(_parts[part], views[i].Cover(place.Frames, place.Bands));
            TensorPrimitives.Subtract(covered, whole[i], covered);
            TensorPrimitives.Divide(covered, count, covered);
            TensorPrimitives.Add(covered, mean, mean);
        }
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
}
