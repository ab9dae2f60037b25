using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class SpectrogramInputTests
{
    [Test]
    public void Pixels_become_minus_one_to_one_with_the_lowest_band_first()
    {
        SpectrogramInput input = SpectrogramInput.FromPixels(new byte[] { 0, 255, 51, 204 }, mels: 2, frames: 2);
        var row = new float[2];
        input.ReadRow(0, 0, row);
        Assert.That(row, Is.EqualTo(new[] { -0.6f, 0.6f }).Within(1e-6));
        input.ReadRow(1, 0, row);
        Assert.That(row, Is.EqualTo(new[] { -1f, 1f }));
    }

    [Test]
    public void A_picture_gives_its_decibels_brought_to_minus_one_to_one()
    {
        var image = new SpectrogramImage([0, 255, 51, 204, 100, 7], width: 3, height: 2);
        MelSpectrogram decibels = image.ToDecibels();
        SpectrogramInput input = SpectrogramInput.FromImage(image);
        var row = new float[3];
        for (int mel = 0; mel < 2; mel++)
        {
            input.ReadRow(mel, 0, row);
            Assert.That(row, Is.EqualTo(Enumerable.Range(0, 3).Select(frame => (decibels[mel, frame] + 40) / 40)).Within(1e-5));
        }
    }

    [Test]
    public void Values_stay_as_they_are_and_go_round()
    {
        SpectrogramInput input = SpectrogramInput.FromValues(new float[] { 1, 2, 3, 4, 5, 6 }, mels: 2, frames: 3);
        var row = new float[7];
        input.ReadRow(1, 2, row);
        Assert.That(row, Is.EqualTo(new float[] { 6, 4, 5, 6, 4, 5, 6 }));
    }

    [Test]
    public void Sizes_that_do_not_fit_are_refused() =>
        Assert.That(
            () => SpectrogramInput.FromPixels(new byte[5], 2, 3),
            Throws.ArgumentException.With.Message.StartsWith("A picture of 2 bands × 3 frames cannot hold 5 values."));

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void A_value_that_is_no_number_is_named_by_its_place(float value) =>
        Assert.That(
            () => SpectrogramInput.FromValues(new[] { 0, 0, 0, 0, value, 0 }, 2, 3),
            Throws.ArgumentException.With.Message.StartsWith($"The value at band 1, frame 1 is {value}"));
}
