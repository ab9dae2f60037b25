using System.Text.Encodings.Web;
using System.Text.Json;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet;

namespace QuickStart.Output;

/// <summary>A run's results for programs. All fractions are 0…1, all times in seconds.</summary>
internal sealed record RunResults
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>Number of tracks that took part, in training or testing.</summary>
    public required int Tracks { get; init; }

    /// <summary>Number of tracks that the figures are of.</summary>
    public required int HeldOutTracks { get; init; }

    /// <summary>The genres, in the order of <see cref="Confusion"/>.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>The backbone's name.</summary>
    public required string Backbone { get; init; }

    /// <summary>How the tracks were divided, in words.</summary>
    public required string Split { get; init; }

    /// <summary>Seed of the split.</summary>
    public required int Seed { get; init; }

    /// <summary>Share of tracks whose genre was ranked first.</summary>
    public required double Top1 { get; init; }

    /// <summary>95 % interval of <see cref="Top1"/>: lower and upper end.</summary>
    public required IReadOnlyList<double> Top1Interval { get; init; }

    /// <summary>Share of tracks whose genre was ranked first or second.</summary>
    public required double Top2 { get; init; }

    /// <summary>95 % interval of <see cref="Top2"/>: lower and upper end.</summary>
    public required IReadOnlyList<double> Top2Interval { get; init; }

    /// <summary>Mean F1 over genres.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Mean of −ln p of the true genre, in nats.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Precision, recall, F1 and support of each genre.</summary>
    public required IReadOnlyList<GenreMetrics> PerGenre { get; init; }

    /// <summary>Number of tracks, [true × predicted].</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>Each fold of a cross-validation; empty without one.</summary>
    public required IReadOnlyList<FoldFigures> Folds { get; init; }

    /// <summary>Files that were left out, with reasons.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>How long it took to look at all files.</summary>
    public required double SecondsEmbedding { get; init; }

    /// <summary>How many tracks' embeddings came from the cache; null if that is not known.</summary>
    public required int? EmbeddingsFromCache { get; init; }

    /// <summary>How long it took to train all heads; null if nothing was trained.</summary>
    public required double? SecondsTraining { get; init; }

    /// <summary>How long the whole run took.</summary>
    public required double SecondsTotal { get; init; }

    /// <summary>The saved model; null if none was saved.</summary>
    public required string? Model { get; init; }

    /// <summary>The answers for the classified files.</summary>
    public required IReadOnlyList<Answer> Classified { get; init; }

    /// <summary>Puts a run's results together.</summary>
    public static RunResults From(
        string data,
        EvaluationResult result,
        RunFacts facts,
        CrossValidationResult? folds,
        string? model,
        IReadOnlyList<PredictionResult> answers,
        int seed,
        TimeSpan total)
    {
        ClassificationMetrics metrics = result.Metrics;
        return new RunResults
        {
            Data = Path.GetFullPath(data),
            Tracks = facts.Tracks,
            HeldOutTracks = metrics.Count,
            Genres = metrics.Genres,
            Backbone = facts.Backbone,
            Split = result.Split,
            Seed = seed,
            Top1 = metrics.Top1,
            Top1Interval = [metrics.Top1Interval.Lower, metrics.Top1Interval.Upper],
            Top2 = metrics.TopK(2),
            Top2Interval = [metrics.TopKInterval(2).Lower, metrics.TopKInterval(2).Upper],
            MacroF1 = metrics.MacroF1,
            LogLoss = metrics.LogLoss,
            PerGenre = metrics.PerGenre,
            Confusion = metrics.Confusion.Counts,
            Folds = folds is null ? [] : [.. folds.Folds.Select(FoldFigures.From)],
            Skipped = facts.Skipped,
            SecondsEmbedding = facts.EmbeddingTime.TotalSeconds,
            EmbeddingsFromCache = facts.EmbeddingsFromCache,
            SecondsTraining = facts.TrainingTime?.TotalSeconds,
            SecondsTotal = total.TotalSeconds,
            Model = model is null ? null : Path.GetFullPath(model),
            Classified = [.. answers.Select(answer => new Answer(answer.Path, answer.Prediction?.Genre, answer.Prediction?.Ranked, answer.Error))],
        };
    }

    /// <summary>Writes the results as JSON; a file that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => OutputFile.Write(path, JsonSerializer.Serialize(this, Format) + "\n");
}
