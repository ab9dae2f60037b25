using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Turns a column of paths of audio files into a column of mel spectrogram images, one a file, one column of pixels a
/// frame.</summary>
/// <remarks>
/// | | |
/// | -- | -- |
/// | Input column | text (a path) |
/// | Output column | ML.NET image, as high as there are mel bands, grey values in all three channels |
/// | Reads the data to fit | no |
/// | Saved with the model | the spectrogram's settings |
/// </remarks>
public sealed class MelSpectrogramImagesEstimator : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _chain;

    internal MelSpectrogramImagesEstimator(MLContext mlContext, string outputColumnName, string inputColumnName, MelOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(inputColumnName);
        options.Validate();
        _chain = new EstimatorChain<ITransformer>()
            .Append<ITransformer>(mlContext.Transforms.CopyColumns(PipelineColumns.Path, inputColumnName))
            .Append(SavedConstant.Add(mlContext, PipelineColumns.Package, MelImageMapping.Pack(options)))
            .Append<ITransformer>(mlContext.Transforms.CustomMapping(new MelImageMapping().GetMapping(), MelImageMapping.Contract))
            .Append<ITransformer>(mlContext.Transforms.CopyColumns(outputColumnName, PipelineColumns.Picture))
            .Append<ITransformer>(mlContext.Transforms.DropColumns(PipelineColumns.Path, PipelineColumns.Package, PipelineColumns.Picture));
    }

    /// <summary>Creates the transformer; nothing is read yet.</summary>
    public ITransformer Fit(IDataView input) => _chain.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _chain.GetOutputSchema(inputSchema);
}
