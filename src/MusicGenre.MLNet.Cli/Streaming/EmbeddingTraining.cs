using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Leaks;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Cli.Streaming;

/// <summary>
/// Trains a head on the embeddings of parts, however many: measures it on artists that are held out, then trains it on all. Rows stay on
/// disk; memory holds some 100 bytes of each, and a sample on which the regularization is chosen.
/// </summary>
internal sealed class EmbeddingTraining
{
    private const double HeldOutFraction = 0.2, ValidationFraction = 0.2;

    // Enough for figures to half a percent, and few enough for the bootstrap.
    private const int MostHeldOut = 50_000;

    // Up to here a split is stratified exactly, and the regularization is chosen on all of it.
    private const int SampleRows = 20_000;

    private const string Reading = "Reading embeddings", Choosing = "Choosing the regularization";

    private readonly IReadOnlyList<string> _parts;
    private readonly LabelTable _labels;
    private readonly int _seed;
    private readonly Session _session;
    private readonly CancellationToken _cancellationToken;

    public EmbeddingTraining(
        IReadOnlyList<string> parts, LabelTable labels, int seed, Session session, CancellationToken cancellationToken)
        => (_parts, _labels, _seed, _session, _cancellationToken) = (parts, labels, seed, session, cancellationToken);

    /// <summary>Gets the network that the user names; null for the one that the parts name.</summary>
    public string? Backbone { get; init; }

    /// <summary>Trains, measures and saves.</summary>
    /// <param name="model">Where the model goes.</param>
    public RunOutcome Run(string model)
    {
        var reading = Stopwatch.StartNew();
        PartIdentity identity = RequireOneModel();
        using Backbone backbone = PartBackbone.Open(identity, Backbone);
        string scratch = Path.GetFullPath($"{model}.{Guid.NewGuid():N}.tmp");
        using var rows = new RowStore(scratch, identity.EmbeddingSize);
        IReadOnlyList<string> genres = Read(rows);
        reading.Stop();
        var training = Stopwatch.StartNew();
        bool[] held = HeldOut(rows);
        IReadOnlyList<float>? weights = EqualWeights.Of(backbone.Parts);
        float l2 = _session.Progress.Run(Choosing, _ => ChooseRegularization(rows, genres, held, weights));
        var trainer = new StreamedHead(rows, genres, weights, _seed, _cancellationToken);
        TrainedHead measured = Train(trainer, "Training without the held-out tracks", row => !held[row], l2);
        training.Stop();
        EvaluationResult result = Measure(measured.Linear, genres, held);
        training.Start();
        TrainedHead head = Train(trainer, "Training on all tracks", _ => true, l2);
        training.Stop();
        var summary = new TrainingSummary
        {
            Tracks = rows.Count,
            Backbone = backbone.Name,
            L2Regularization = [l2],
            EmbeddingsFromCache = rows.Count,
            EmbeddingTime = reading.Elapsed,
            TrainingTime = training.Elapsed,
        };
        SplitCheck check = SplitCheck.Unknown with { Grouping = _labels.HasArtists ? SplitGrouping.Artist : SplitGrouping.Track };
        result = result with
        {
            Origin = new EvaluationOrigin
            {
                DataDirectory = Path.GetFullPath(_parts[0]), Backbone = backbone.Name, Check = check, Training = summary,
            },
        };
        AtomicFile.Write(
            model, stream => ModelFile.Write(new GenreModel(backbone, head, Describe(backbone, genres, rows.Count, l2, result)), stream));
        return new RunOutcome(_parts[0], result, summary) { Model = model };
    }

    private PartIdentity RequireOneModel()
    {
        PartIdentity[] all = [.. _parts.Select(part =>
        {
            using PartReader reader = PartReader.Open(part);
            return reader.Identity;
        })];
        return all.FirstOrDefault(one => one.BackboneHash != all[0].BackboneHash) is { } other
            ? throw new ToolException(
                $"The embeddings are of different networks: {all[0].Model} and {other.Model}. They cannot be learned from together.")
            : all[0];
    }

    // All embeddings that have a genre; the genres in ordinal order, without those that no embedding has.
    private IReadOnlyList<string> Read(RowStore rows)
    {
        string[] genres = [.. _labels.Genres.Order(StringComparer.Ordinal)];
        ushort[] places = [.. _labels.Genres.Select(genre => (ushort)Array.IndexOf(genres, genre))];
        int without = 0;
        _session.Progress.Run(Reading, report =>
        {
            foreach ((int index, string part) in _parts.Index())
            {
                using PartReader reader = PartReader.Open(part);
                foreach ((string path, float[] embedding) in reader.Embeddings())
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    if (_labels.Take(path) is { } label)
                        rows.Add(embedding, places[label.Genre], label.Group);
                    else
                        without++;
                }
                report.Show(Reading, index + 1, _parts.Count);
            }
            rows.Complete();
            return true;
        });
        if (rows.Count == 0)
            throw new DatasetException("None of the embeddings has a genre: the paths of the labels must be those of the parts, letter by letter.");
        string[] empty = [.. genres.Where((_, place) => !rows.Genres.Contains((ushort)place))];
        if (empty.Length > 0)
            throw new DatasetException($"No track of the genres {string.Join(", ", empty)} has an embedding. Leave them out of the labels.");
        string[] notes =
        [
            .. without > 0 ? [$"{Words.Count(without, "track")} without a genre left out."] : (string[])[],
            .. _labels.Count > rows.Count ? [$"{Words.Count(_labels.Count - rows.Count, "genre")} of the labels without an embedding."] : (string[])[],
        ];
        foreach (string note in notes)
            _session.Note(note);
        return genres;
    }

    // All tracks of an artist on one side. Few rows are dealt out genre by genre; for many, chance does that as well.
    private bool[] HeldOut(RowStore rows)
    {
        if (rows.Count > SampleRows)
        {
            double share = Math.Min(HeldOutFraction, (double)MostHeldOut / rows.Count);
            return [.. rows.Groups.Select(group => Chance(group, 0) < share)];
        }
        (_, IReadOnlyList<LabeledEmbedding> test) = ValidationSplit.Of([.. Enumerable.Range(0, rows.Count).Select(Stand)], HeldOutFraction, _seed);
        var held = new bool[rows.Count];
        foreach (LabeledEmbedding row in test)
            held[(int)row.Embedding[0]] = true;
        return held.Contains(true) && held.Contains(false)
            ? held
            : throw new DatasetException("There are too few independent tracks to hold any out: each genre needs two artists or more.");

        LabeledEmbedding Stand(int row) => new()
        {
            Embedding = [row],
            Label = rows.Genres[row].ToString(CultureInfo.InvariantCulture),
            Group = rows.Groups[row].ToString("x16", CultureInfo.InvariantCulture),
        };
    }

    // The weight holds for the sum over all rows: what is best for a sample of them is not far from the best for all.
    private float ChooseRegularization(
        RowStore rows, IReadOnlyList<string> genres, bool[] held, IReadOnlyList<float>? featureWeights)
    {
        double share = (double)SampleRows / rows.Count;
        var sample = new List<LabeledEmbedding>();
        for (int i = 0; i < rows.Count; i++)
        {
            if (held[i] || Chance(rows.Groups[i], 1) >= share)
                continue;
            var row = new LabeledEmbedding
            {
                Embedding = new float[rows.Size],
                Label = genres[rows.Genres[i]],
                Group = rows.Groups[i].ToString("x16", CultureInfo.InvariantCulture),
            };
            rows.Read(i, row.Embedding);
            sample.Add(row);
        }
        var options = new GenreClassificationOptions
        {
            ValidationSetFraction = ValidationFraction, Seed = _seed, FeatureWeights = featureWeights,
        };
        return new GenreClassificationTrainer(new MLContext(_seed), options).Train(new LabeledRows(sample, genres), null).L2Regularization!.Value;
    }

    private TrainedHead Train(StreamedHead trainer, string stage, Func<int, bool> wanted, float l2)
        => _session.Progress.Run(stage, report => trainer.Train(wanted, l2, passes => report.Show($"{stage}, pass", passes, 0)));

    // The parts again, in the same order: a row of them that has a genre is the next row of the store.
    private EvaluationResult Measure(LinearHead head, IReadOnlyList<string> genres, bool[] held)
    {
        var answers = new List<ScoredTrack>();
        int row = 0;
        foreach (string part in _parts)
        {
            using PartReader reader = PartReader.Open(part);
            foreach ((string path, float[] embedding) in reader.Embeddings())
            {
                if (_labels.GenreOf(path) is not { } genre)
                    continue;
                if (held[row++])
                    answers.Add(new ScoredTrack(path, genre, head.Score(embedding)));
            }
        }
        string share = string.Create(CultureInfo.InvariantCulture, $"{answers.Count} of {held.Length} tracks held out");
        string split = $"{share}, grouped by {(_labels.HasArtists ? "artist" : "track")}";
        return EvaluationResult.Create(genres, answers, [], split, _seed);
    }

    private ModelManifest Describe(Backbone backbone, IReadOnlyList<string> genres, int tracks, float l2, EvaluationResult result) => new()
    {
        Format = ModelManifest.CurrentFormat,
        LibraryVersion = Library.Version,
        Created = DateTimeOffset.UtcNow,
        Genres = genres,
        Backbone = backbone.Description,
        BackboneHash = backbone.Hash,
        Segments = new SegmentOptions(),
        TrainingTracks = tracks,
        L2Regularization = l2,
        RefitOnAllData = true,
        HeldOut = EvaluationSummary.From(result),
    };

    // 0…1, the same for a group each time, and another for each purpose and seed.
    private double Chance(ulong group, int purpose)
    {
        ulong mixed = group ^ ((ulong)(uint)_seed << 32) ^ (0x9E3779B97F4A7C15UL * (ulong)(purpose + 1));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
