using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction.Pretraining;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Prediction;

/// <summary>Measures a model on another folder of music.</summary>
internal static class FolderEvaluator
{
    public static EvaluationResult Run(GenreModel model, string directory, TrainOptions options, WorkContext context)
    {
        GenreDataset folder = GenreDataset.Open(directory, new DatasetOptions { RequireTrainable = false }, context.CancellationToken);
        GenreDataset known = folder.Without(
            from track in folder.Tracks
            let reason = Objection(model.Manifest, track)
            where reason is not null
            select new SkippedFile(track.Path, reason));
        EmbeddedDataset data = EmbeddedDataset.Create(
            known, new TrackEmbedder(model.Backbone, model.Manifest.Segments), options.OpenCache(), context);
        if (data.Dataset.Tracks.Count == 0)
            throw new DatasetException(
                $"There is nothing to evaluate in {folder.Directory}: none of its {folder.Tracks.Count} files is a readable track "
                + $"of a genre that the classifier knows ({string.Join(", ", model.Manifest.Genres)}). "
                + string.Join(" ", data.Dataset.Skipped.Take(3).Select(s => $"{s.Path}: {s.Reason}.")));
        IReadOnlyList<ScoredTrack> scored = Learning.Score(model.Head, data.Tracks);
        EvaluationResult result = EvaluationResult.Create(
            model.Manifest.Genres, [.. scored.Select(track => track with { Genre = KnownGenre(model.Manifest, track.Genre)! })],
            // Its name alone: reports are given to others, and a full path may name a user.
            data.Dataset.Skipped, $"all tracks of {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Directory))}", options.Seed);
        return result with
        {
            Origin = new EvaluationOrigin { DataDirectory = folder.Directory, Backbone = model.Backbone.Name, Check = SplitCheck.Unknown },
        };
    }

    // Why a track is not measured; null: it is.
    private static string? Objection(ModelManifest manifest, GenreTrack track)
        => track.IsCopy ? "an augmented copy, which says nothing about other music"
            : KnownGenre(manifest, track.Genre) is null
                ? $"the classifier does not know the genre '{track.Genre}'; it knows {string.Join(", ", manifest.Genres)}"
            : null;

    // A folder may write the genres of a pretrained classifier in another way.
    private static string? KnownGenre(ModelManifest manifest, string genre)
        => manifest.Genres.Contains(genre) ? genre
            : manifest.IsPretrained && GenreNames.IndexOf(manifest.Genres, genre) is >= 0 and int place ? manifest.Genres[place]
            : null;
}
