namespace MlNetPipeline;

/// <summary>What the pipeline says about a song.</summary>
internal sealed class Answer
{
    public string PredictedLabel { get; set; } = "";
}
