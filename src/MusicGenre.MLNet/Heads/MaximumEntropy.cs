using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MusicGenre.MLNet.Heads;

/// <summary>Makes ML.NET's multinomial logistic regression of weights that are known.</summary>
internal static class MaximumEntropy
{
    /// <summary>Makes the transformer.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="schema">The columns that it is used on: standardized features and the label.</param>
    /// <param name="features">The column of standardized features.</param>
    /// <param name="options">The names of the other columns.</param>
    /// <param name="weights">The weights, [genres][features].</param>
    /// <param name="biases">The biases, one a genre.</param>
    /// <param name="genres">The genres.</param>
    public static MulticlassPredictionTransformer<MaximumEntropyModelParameters> Create(
        MLContext mlContext, DataViewSchema schema, string features, GenreClassificationOptions options, IReadOnlyList<float[]> weights,
        float[] biases, IReadOnlyList<string> genres)
    {
        MaximumEntropyModelParameters model = NewModel(
            mlContext, [.. weights.Select(one => new VBuffer<float>(one.Length, one))], biases, genres.Count, weights[0].Length,
            [.. genres], null);
        return Transformers<MaximumEntropyModelParameters>.New(
            mlContext, model, schema, features, options.LabelColumnName, options.ScoreColumnName, options.PredictedLabelColumnName);
    }

    // ML.NET makes these itself only; files, exports and other programs know them.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern MaximumEntropyModelParameters NewModel(
        IHostEnvironment environment, VBuffer<float>[] weights, float[] biases, int classes, int features, string[] labels,
        ModelStatisticsBase? statistics);

    private static class Transformers<TModel>
        where TModel : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern MulticlassPredictionTransformer<TModel> New(
            IHostEnvironment environment, TModel model, DataViewSchema schema, string featureColumn, string labelColumn, string scoreColumn,
            string predictedLabelColumn);
    }
}
