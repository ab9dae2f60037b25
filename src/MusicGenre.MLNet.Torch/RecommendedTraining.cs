using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch;

/// <summary>Settings that suit an architecture, chosen on validation parts only; docs/networks.md has the trials.</summary>
public static class RecommendedTraining
{
    /// <summary>Gets the settings for an architecture, from its pretrained weights where there are any.</summary>
    public static NetworkTrainingOptions For(NetworkArchitecture architecture) => For(architecture, HasPretrainedWeights(architecture));

    /// <summary>Gets the settings for an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="pretrained">Whether the training starts from pretrained weights.</param>
    public static NetworkTrainingOptions For(NetworkArchitecture architecture, bool pretrained)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (pretrained)
            return FineTuning;
        if (architecture == NetworkArchitecture.SmallCnn)
            return SmallCnn;
        return architecture == NetworkArchitecture.StudentCnn ? StudentProject : FromScratch;
    }

    /// <summary>Whether there are pretrained weights for an architecture: those of EfficientAT, or the package's own.</summary>
    public static bool HasPretrainedWeights(NetworkArchitecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture == NetworkArchitecture.EfficientAtMn04 || EmbeddedNetworks.Find(architecture.Name) is not null;
    }

    private static NetworkTrainingOptions SmallCnn { get; } = new()
    {
        Epochs = 60,
        LearningRate = 1.5e-3,
        MixupAlpha = 0,
        CropFrames = 128,
        WeightAveraging = 0.99,
        ValidateEvery = 5,
        Patience = null,
        Augmentation = new NetworkAugmentationOptions { FrequencyShift = 2, Equalizer = 0.1 },
    };

    private static NetworkTrainingOptions FromScratch { get; } = new()
    {
        Epochs = 40,
        LearningRate = 1e-3,
        MixupAlpha = 0,
        CropFrames = 128,
        Patience = null,
    };

    // As the student project trained it: Adam at its usual rate, no augmentation; what is added is that a grouped validation part stops it.
    private static NetworkTrainingOptions StudentProject { get; } = new()
    {
        Epochs = 20,
        LearningRate = 1e-3,
        Schedule = LearningRateSchedule.Constant,
        WeightDecay = 0,
        LabelSmoothing = 0,
        MixupAlpha = 0,
        Augmentation = NetworkAugmentationOptions.None,
        Patience = 5,
    };

    // Whole pictures: features that hold a maximum over time are others in a crop. The rate is that of a fresh head; TransferLearning takes
    // a fraction.
    private static NetworkTrainingOptions FineTuning { get; } = new()
    {
        Epochs = 6,
        LearningRate = 1e-3,
        MixupAlpha = 0,
        Patience = 3,
    };
}
