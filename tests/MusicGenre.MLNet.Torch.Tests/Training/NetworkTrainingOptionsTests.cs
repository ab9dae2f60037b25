using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class NetworkTrainingOptionsTests
{
    private static IEnumerable<TestCaseData> Wrong()
    {
        var good = new NetworkTrainingOptions();
        NetworkAugmentationOptions augmentation = good.Augmentation;
        yield return Case(good with { Epochs = 0 }, "Epochs must be 1 or more.");
        yield return Case(good with { BatchSize = 1 },
            "BatchSize must be 2 or more: batch normalisation has no statistics of one example.");
        yield return Case(good with { LearningRate = 0 }, "LearningRate must be above 0.");
        yield return Case(good with { LearningRate = double.NaN }, "LearningRate must be above 0.");
        yield return Case(good with { Schedule = (LearningRateSchedule)9 }, "Schedule is not a schedule.");
        yield return Case(good with { WarmUp = 1.1 }, "WarmUp is a fraction from 0 to 1.");
        yield return Case(good with { WeightDecay = -1 }, "WeightDecay must be 0 (off) or more.");
        yield return Case(good with { LabelSmoothing = 1 }, "LabelSmoothing is a fraction from 0 (off) to below 1.");
        yield return Case(good with { ClassWeights = (ClassWeighting)9 }, "ClassWeights is not a weighting.");
        yield return Case(good with { MixupAlpha = -0.1 }, "MixupAlpha must be 0 (off) or more.");
        yield return Case(good with { CropFrames = 0 }, "CropFrames must be 1 or more, or null for the whole picture.");
        yield return Case(good with { EvaluationCrops = -1 }, "EvaluationCrops must be 0 (the whole picture) or more.");
        yield return Case(good with { EvaluationCrops = 3 }, "EvaluationCrops needs CropFrames, the width of a crop.");
        yield return Case(good with { NormalizationBatches = -1 }, "NormalizationBatches must be 0 (keep the running averages) or more.");
        yield return Case(good with { WeightAveraging = 1 }, "WeightAveraging is a decay from 0 (off) to below 1.");
        yield return Case(good with { ValidateEvery = 0 }, "ValidateEvery must be 1 or more.");
        yield return Case(good with { ValidateEvery = 5, Patience = 4 },
            "Patience must be at least ValidateEvery (5): training would end before its first validation.");
        yield return Case(good with { GradientClip = 0 }, "GradientClip must be above 0, or null for no clipping.");
        yield return Case(good with { Patience = 0 }, "Patience must be 1 or more, or null never to stop early.");
        yield return Case(good with { Keep = (BestWeights)9 }, "Keep is not a criterion.");
        yield return Case(good with { CheckpointPath = " " }, "CheckpointPath must name a file, or be null.");
        yield return Case(good with { CheckpointEvery = 0 }, "CheckpointEvery must be 1 or more.");
        yield return Case(good with { FreezeDepth = -1 }, "FreezeDepth must be 0 (train all) or more.");
        yield return Case(good with { LayerRateDecay = 0 }, "LayerRateDecay is a fraction above 0, up to 1.");
        yield return Case(good with { Threads = 0 }, "Threads must be 1 or more, or null for libtorch's own choice.");
        yield return Case(good with { Augmentation = augmentation with { FrequencyMasks = -1 } },
            "FrequencyMasks must be 0 (off) or more.");
        yield return Case(good with { Augmentation = augmentation with { FrequencyMaskWidth = -1 } },
            "FrequencyMaskWidth must be 0 (off) or more.");
        yield return Case(good with { Augmentation = augmentation with { TimeMasks = -1 } }, "TimeMasks must be 0 (off) or more.");
        yield return Case(good with { Augmentation = augmentation with { TimeMaskWidth = -1 } }, "TimeMaskWidth must be 0 (off) or more.");
        yield return Case(good with { Augmentation = augmentation with { FrequencyShift = -1 } },
            "FrequencyShift must be 0 (off) or more.");
        yield return Case(good with { Augmentation = augmentation with { TimeStretch = 0.6 } },
            "TimeStretch is a fraction from 0 (off) to 0.5.");
        yield return Case(good with { Augmentation = augmentation with { LevelShift = 1 } }, "LevelShift is from 0 (off) to 0.9.");
        yield return Case(good with { Augmentation = augmentation with { Equalizer = 1.1 } }, "Equalizer is from 0 (off) to 1.");
    }

    [Test]
    public void Defaults_are_as_documented()
    {
        var options = new NetworkTrainingOptions();
        Assert.That(options, Is.EqualTo(new NetworkTrainingOptions
        {
            Epochs = 60,
            BatchSize = 32,
            LearningRate = 0.002,
            Schedule = LearningRateSchedule.OneCycle,
            WarmUp = 0.2,
            WeightDecay = 0.05,
            LabelSmoothing = 0.1,
            ClassWeights = ClassWeighting.None,
            MixupAlpha = 0.2,
            CropFrames = null,
            EvaluationCrops = 0,
            NormalizationBatches = 16,
            KeepNormalization = false,
            WeightAveraging = 0,
            ValidateEvery = 1,
            GradientClip = 5,
            Seed = 1,
            Patience = 20,
            Keep = BestWeights.ValidationLoss,
            CheckpointPath = null,
            CheckpointEvery = 1,
            FreezeDepth = 0,
            LayerRateDecay = 1,
            Threads = null,
            Augmentation = new NetworkAugmentationOptions
            {
                FrequencyMasks = 1,
                FrequencyMaskWidth = 16,
                TimeMasks = 1,
                TimeMaskWidth = 24,
                FrequencyShift = 0,
                TimeStretch = 0,
                LevelShift = 0,
                Equalizer = 0,
            },
        }));
        Assert.That(options.Validate, Throws.Nothing);
    }

    [TestCaseSource(nameof(Wrong))]
    public void A_value_out_of_range_is_named(NetworkTrainingOptions options, string message) =>
        Assert.That(options.Validate, Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(message));

    private static TestCaseData Case(NetworkTrainingOptions options, string message) => new TestCaseData(options, message).SetName(message);
}
