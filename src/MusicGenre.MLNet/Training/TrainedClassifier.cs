using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Evaluation;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Training;

/// <summary>A classifier that was trained.</summary>
/// <param name="Head">The last step: from an embedding to probabilities.</param>
/// <param name="Elapsed">How long the training took.</param>
internal sealed record TrainedClassifier(TrainedHead Head, TimeSpan Elapsed) : IDisposable
{
    /// <summary>Gets the network, where it was trained as well; <see langword="null"/> for a head on a backbone.</summary>
    public OnnxBackbone? Network { get; init; }

    /// <summary>Gets how the network's training went.</summary>
    public LearningCurve? Curve { get; init; }

    /// <summary>Gets the number of the network's parameters.</summary>
    public long? Parameters { get; init; }

    /// <summary>Gets what it knows of its limits; <see langword="null"/> if it was not calibrated.</summary>
    public ClassifierTrust? Trust { get; init; }

    /// <summary>Gets the temperature that its head is scaled with; <see langword="null"/> for none.</summary>
    public TemperatureScaling? Temperature { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Network?.Dispose();
}
