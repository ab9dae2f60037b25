using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests;

[NonParallelizable]
public sealed class RecommendedTrainingTests
{
    private static IEnumerable<NetworkArchitecture> Architectures => NetworkArchitecture.All;

    [TestCaseSource(nameof(Architectures))]
    public void Every_architecture_has_settings_that_are_in_range(NetworkArchitecture architecture) =>
        Assert.That(RecommendedTraining.For(architecture).Validate, Throws.Nothing);

    [Test]
    public void The_small_CNN_trains_as_documented()
    {
        NetworkTrainingOptions options = RecommendedTraining.For(NetworkArchitecture.SmallCnn);
        Assert.That(
            (options.Epochs, options.LearningRate, options.MixupAlpha, options.WeightAveraging, options.ValidateEvery, options.CropFrames),
            Is.EqualTo((60, 1.5e-3, 0.0, 0.99, 5, (int?)128)));
    }

    [Test]
    public void A_pretrained_network_learns_from_whole_pictures_that_are_not_mixed()
    {
        foreach (NetworkArchitecture architecture in Architectures.Where(RecommendedTraining.HasPretrainedWeights))
        {
            NetworkTrainingOptions options = RecommendedTraining.For(architecture);
            Assert.That((options.CropFrames, options.MixupAlpha, options.LabelSmoothing), Is.EqualTo(((int?)null, 0.0, 0.1)),
                architecture.Name);
        }
    }

    [Test]
    public void The_student_projects_network_trains_without_what_that_project_did_not_have()
    {
        NetworkTrainingOptions options = RecommendedTraining.For(NetworkArchitecture.StudentCnn);
        Assert.That(
            (options.Schedule, options.WeightDecay, options.LabelSmoothing, options.MixupAlpha, options.WeightAveraging),
            Is.EqualTo((LearningRateSchedule.Constant, 0.0, 0.0, 0.0, 0.0)));
        Assert.That(options.Augmentation, Is.EqualTo(NetworkAugmentationOptions.None));
    }
}
