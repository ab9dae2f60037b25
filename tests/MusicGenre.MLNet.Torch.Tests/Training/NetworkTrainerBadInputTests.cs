using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Tests.TestSupport;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class NetworkTrainerBadInputTests : TorchTest
{
    private static readonly IReadOnlyList<TrainingExample> Train = ToyData.Examples(4, 1);
    private static readonly IReadOnlyList<TrainingExample> Validation = ToyData.Examples(2, 2);

    [Test]
    public void An_empty_training_part_is_refused() =>
        Assert.That(() => Run([], Validation), Throws.ArgumentException.With.Message.StartsWith("There is no example."));

    [Test]
    public void An_empty_validation_part_is_refused_with_advice() =>
        Assert.That(() => Run(Train, []), Throws.ArgumentException.With.Message.StartsWith(
            "The validation part is empty, and nothing else can tell when to stop. Hold out some tracks"));

    [Test]
    public void A_genre_missing_from_the_training_part_is_named() =>
        Assert.That(
            () => Run([.. Train.Where(example => example.Genre == 0)], Validation),
            Throws.ArgumentException.With.Message.StartsWith("The training part has no example of genre 1, 2 (counted from 0, of 3)"));

    [TestCase(-1)]
    [TestCase(3)]
    public void A_genre_the_network_does_not_have_is_named(int genre) =>
        Assert.That(
            () => Run([.. Train, Train[0] with { Genre = genre, Name = "x.png" }], Validation),
            Throws.ArgumentException.With.Message.StartsWith(
                $"x.png (number 12 of 'train') is of genre {genre}, but the network knows genres 0 to 2."));

    [Test]
    public void A_picture_narrower_than_the_networks_stride_is_named()
    {
        TrainingExample narrow = new(SpectrogramInput.FromValues(new float[24 * 15], 24, 15), 1);
        Assert.That(
            () => Run(Train, [.. Validation, narrow]),
            Throws.ArgumentException.With.Message.StartsWith(
                "Number 6 of 'validation' has 24 mel bands and 15 frames; small-cnn needs at least 16 bands and 16 frames."));
    }

    [Test]
    public void Pictures_of_different_heights_are_refused()
    {
        TrainingExample higher = new(SpectrogramInput.FromValues(new float[30 * 40], 30, 40), 1);
        Assert.That(() => Run([.. Train, higher], Validation), Throws.ArgumentException.With.Message.StartsWith(
            "Number 12 of 'train' has 30 mel bands, the first one 24: all must have the same."));
    }

    [Test]
    public void A_crop_narrower_than_the_networks_stride_is_refused() =>
        Assert.That(() => Run(Train, Validation, ToyData.Fast with { CropFrames = 8 }), Throws.ArgumentException.With.Message.StartsWith(
            "CropFrames is 8, but small-cnn needs pictures of at least 16 frames."));

    [Test]
    public void Options_out_of_range_are_refused_before_anything_else() =>
        Assert.That(() => Run([], [], ToyData.Fast with { Epochs = 0 }),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith("Epochs"));

    [Test]
    public void A_last_batch_of_one_and_pictures_of_different_widths_train()
    {
        TrainingExample[] seven = [.. Train.Take(6), ToyData.Examples(1, 3, frames: 20)[0]];
        NetworkTrainingResult result = Run(seven, Validation, ToyData.Fast with { Epochs = 1, CropFrames = null });
        Assert.That(result.History[0].Loss, Is.GreaterThan(0));
    }

    [Test]
    public void A_loss_that_is_no_number_stops_the_training_and_says_where()
    {
        NetworkTrainingOptions wild = ToyData.Fast with { LearningRate = 1e30, GradientClip = null,
            Schedule = LearningRateSchedule.Constant, WarmUp = 0 };
        Assert.That(() => Run(Train, Validation, wild), Throws.TypeOf<NetworkTrainingException>().With.Message.Match(
            @"The (training|validation) loss became .* (at epoch 1, batch 2 of 2|after epoch 1) \(learning rate 1e\+30\). Try a smaller LearningRate"));
    }

    private static NetworkTrainingResult Run(
        IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation, NetworkTrainingOptions? options = null)
    {
        using SpectrogramNetwork network = ToyData.Network();
        return NetworkTrainer.Train(network, train, validation, options ?? ToyData.Fast);
    }
}
