using Microsoft.ML;

namespace MusicGenre.MLNet.Heads;

/// <summary>A head that was trained here.</summary>
/// <param name="Transformer">Gets the head as ML.NET has it: from <c>Embedding</c> to <c>Score</c> and <c>PredictedLabel</c> (a
/// key).</param>
/// <param name="Linear">The same head for the hot path.</param>
/// <param name="L2Regularization">The weight of the L2 penalty it was trained with; <see langword="null"/> if it was not trained by
/// itself.</param>
internal sealed record TrainedHead(Func<MLContext, ITransformer> Transformer, LinearHead Linear, float? L2Regularization);
