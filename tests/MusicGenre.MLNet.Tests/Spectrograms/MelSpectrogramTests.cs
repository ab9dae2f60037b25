using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class MelSpectrogramTests
{
    private readonly MelSpectrogram _mel = new([1, 2, 3, 4, 5, 6], 2, 3, MelOptions.Librosa);

    [Test]
    public void Values_are_row_major_by_band()
    {
        Assert.That((_mel[0, 0], _mel[0, 2], _mel[1, 0], _mel[1, 2]), Is.EqualTo((1f, 3f, 4f, 6f)));
        Assert.That(_mel.Band(1).ToArray(), Is.EqualTo(new float[] { 4, 5, 6 }));
    }

    [Test]
    public void Duration_is_frames_times_hop() => Assert.That(_mel.Duration.TotalSeconds, Is.EqualTo(3 * 512 / 22050.0).Within(1e-6));

    [TestCase(-1, 0)]
    [TestCase(2, 0)]
    [TestCase(0, -1)]
    [TestCase(0, 3)]
    public void What_is_outside_is_refused(int mel, int frame)
        => Assert.That(() => _mel[mel, frame], Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Wrong_number_of_values_is_refused() => Assert.That(
        () => new MelSpectrogram(new float[5], 2, 3, MelOptions.Librosa),
        Throws.ArgumentException.With.Message.StartsWith("2 bands of 3 frames are 6 values, not 5."));

    [TestCase(0, 3)]
    [TestCase(2, 0)]
    public void Empty_spectrograms_are_refused(int mels, int frames) =>
        Assert.That(() => new MelSpectrogram([], mels, frames, MelOptions.Librosa), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
