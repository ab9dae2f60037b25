using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Data;

namespace MlNetPipeline;

/// <summary>GTZAN's published fault-filtered split: trained on its training and validation parts, measured on its test part.</summary>
internal static class PublishedSplit
{
    private static readonly HashSet<string> Learned = [.. GtzanFilteredSplit.Train, .. GtzanFilteredSplit.Validation];
    private static readonly HashSet<string> Tested = [.. GtzanFilteredSplit.Test];

    /// <summary>Trains and measures.</summary>
    public static MulticlassClassificationMetrics Evaluate(MLContext ml, IDataView rows, IEstimator<ITransformer> trainer)
    {
        ITransformer model = trainer.Fit(Part(ml, rows, Learned));
        return ml.MulticlassClassification.Evaluate(model.Transform(Part(ml, rows, Tested)), topKPredictionCount: 2);
    }

    private static IDataView Part(MLContext ml, IDataView rows, HashSet<string> names) =>
        ml.Data.FilterByCustomPredicate<Named>(rows, row => !names.Contains(Path.GetFileNameWithoutExtension(row.AudioPath)));

    private sealed class Named
    {
        public string AudioPath { get; set; } = "";
    }
}
