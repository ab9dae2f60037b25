using Microsoft.ML;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Contexts of ML.NET that know this library's transforms.</summary>
internal static class PipelineContext
{
    /// <summary>Creates a context.</summary>
    /// <param name="seed">Seeds what is random; <see langword="null"/> for a seed of ML.NET's choice.</param>
    public static MLContext Create(int? seed = null) => Register(new MLContext(seed));

    /// <summary>Makes the transforms known to a context, which can then restore saved models that have them.</summary>
    public static MLContext Register(MLContext mlContext)
    {
        mlContext.ComponentCatalog.RegisterAssembly(typeof(PipelineContext).Assembly);
        return mlContext;
    }
}
