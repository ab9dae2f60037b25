using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Evaluation;

namespace MusicGenre.MLNet.Heads;

/// <summary>
/// Trains the head of a genre classifier: multinomial logistic regression (<see cref="LbfgsMaximumEntropyMulticlassTrainer"/>) on
/// standardised embeddings, with the weight of the L2 penalty chosen on a validation set that shares no group with the rest.
/// </summary>
/// <remarks>
/// | | |
/// | -- | -- |
/// | Feature column | known-size vector of <see cref="float"/> |
/// | Label column | key |
/// | Group column, optional | text |
/// | Output columns | <c>Score</c>: vector of probabilities with the genres as slot names; <c>PredictedLabel</c>: key |
/// | Exportable to ONNX | yes, ML.NET's parts are |
/// </remarks>
public sealed class GenreClassificationTrainer : IEstimator<ITransformer>
{
    private readonly MLContext _mlContext;
    private readonly GenreClassificationOptions _options;

    internal GenreClassificationTrainer(MLContext mlContext, GenreClassificationOptions options)
    {
        options.Validate();
        (_mlContext, _options) = (mlContext, options);
    }

    /// <summary>Chooses the regularisation and trains the head with it on all rows.</summary>
    /// <param name="input">Rows with the feature, label and, if named, group columns. It is read once and held in memory.</param>
    /// <returns>The transformer that adds the score and the predicted label.</returns>
    /// <exception cref="ArgumentException">There are fewer than two genres among the rows, or a column is missing or of another
    /// type.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        IReadOnlyList<LabeledEmbedding>? validation = _options.ValidationSet is { } given ? LabeledRows.Read(given, _options).Rows : null;
        return Train(LabeledRows.Read(input, _options), validation).Transformer(_mlContext);
    }

    /// <summary>The same for rows in memory.</summary>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="validation">The rows that the regularisation is chosen on; <see langword="null"/>: a grouped part of the
    /// others.</param>
    /// <param name="cancellationToken">Stops between two trainings.</param>
    internal TrainedHead Train(
        LabeledRows rows, IReadOnlyList<LabeledEmbedding>? validation, CancellationToken cancellationToken = default)
    {
        if (rows.Rows.Select(r => r.Label).Distinct().Count() < 2)
            throw new ArgumentException(
                $"The training data has one genre only, '{rows.Rows[0].Label}'; a classifier needs at least two.", "input");
        float l2 = ChooseRegularization(rows, validation, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        TransformerChain<ITransformer> chain = Train(_mlContext, rows, rows.Rows, l2);
        return new TrainedHead(_ => chain, LinearHead.Extract(chain), l2);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        string standardizedColumn = StandardizedRows.ColumnName(_options);
        SchemaShape standardized = StandardizedRows.Standardize(_mlContext, _options).GetOutputSchema(inputSchema);
        SchemaShape scored = LogisticRegression(_mlContext, _options.L2Candidates[0]).GetOutputSchema(standardized);
        return new SchemaShape(scored.Where(c => c.Name != standardizedColumn));
    }

    private float ChooseRegularization(
        LabeledRows rows, IReadOnlyList<LabeledEmbedding>? given, CancellationToken cancellationToken)
    {
        if (_options.L2Candidates.Count == 1)
            return _options.L2Candidates[0];
        (IReadOnlyList<LabeledEmbedding> train, IReadOnlyList<LabeledEmbedding> validation) = given is not null
            ? (rows.Rows, given)
            : ValidationSplit.Of(rows.Rows, _options.ValidationSetFraction, _options.Seed);
        if (validation.Count == 0)
            return _options.L2Candidates.Order().ElementAt(_options.L2Candidates.Count / 2);
        float[] candidates = [.. _options.L2Candidates.Order()];
        var trials = new RegularizationTrial[candidates.Length];
        AllCores.Run(candidates.Length, Environment.ProcessorCount, cancellationToken, i =>
        {
            // Each with its own context: ML.NET does not promise that one may train on several threads.
            LinearHead head = LinearHead.Extract(Train(new MLContext(_options.Seed), rows, train, candidates[i]));
            trials[i] = Measure(head, rows.Genres, validation, candidates[i]);
        });
        foreach (RegularizationTrial trial in trials)
            _options.MetricsCallback?.Invoke(trial);
        // Of equals the one with the stronger penalty.
        return trials.OrderBy(t => t.LogLoss).ThenByDescending(t => t.L2Regularization).First().L2Regularization;
    }

    private TransformerChain<ITransformer> Train(MLContext mlContext, LabeledRows all, IReadOnlyList<LabeledEmbedding> rows, float l2)
        => new StandardizedRows(mlContext, all, rows, _options).Fit(LogisticRegression(mlContext, l2 * RowsPerTrack(rows)));

    private IEstimator<ITransformer> LogisticRegression(MLContext mlContext, float l2)
    {
        var trainer = mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            FeatureColumnName = StandardizedRows.ColumnName(_options),
            LabelColumnName = _options.LabelColumnName,
            L1Regularization = 0,
            L2Regularization = l2,
            // Several threads sum in another order each time; one gives the same model for the same data.
            NumberOfThreads = 1,
        });
        return _options is { ScoreColumnName: "Score", PredictedLabelColumnName: "PredictedLabel" }
            ? trainer
            : trainer.Append<ITransformer>(mlContext.Transforms.CopyColumns(_options.ScoreColumnName, "Score"))
                .Append<ITransformer>(mlContext.Transforms.CopyColumns(_options.PredictedLabelColumnName, "PredictedLabel"));
    }

    // The trainer sets the penalty against the sum over all rows. Copies are the same music again, so they must not weaken it.
    private static float RowsPerTrack(IReadOnlyList<LabeledEmbedding> rows)
        => rows.Count(row => !row.IsCopy) is > 0 and int tracks ? (float)rows.Count / tracks : 1;

    /// <summary>How well a head knows rows.</summary>
    internal static RegularizationTrial Measure(
        LinearHead head, IReadOnlyList<string> genres, IReadOnlyList<LabeledEmbedding> rows, float l2)
    {
        Dictionary<string, int> places = genres.Index().ToDictionary(g => g.Item, g => g.Index);
        double loss = 0;
        int hits = 0;
        foreach (LabeledEmbedding row in rows)
        {
            float[] scores = head.Score(row.Embedding);
            int truth = places[row.Label];
            loss -= LogProbability.Of(scores[truth]);
            hits += scores[truth] >= scores.Max() ? 1 : 0;
        }
        return new RegularizationTrial(l2, loss / rows.Count, (double)hits / rows.Count);
    }
}
