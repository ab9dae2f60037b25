using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Torch.Tests.Training;

public sealed class RateScheduleTests
{
    // 101 steps, warm-up 0.2: the peak is at step 20, the last step is 100.
    [TestCase(LearningRateSchedule.OneCycle, 0, 0.04)]
    [TestCase(LearningRateSchedule.OneCycle, 10, 0.52)]
    [TestCase(LearningRateSchedule.OneCycle, 20, 1)]
    [TestCase(LearningRateSchedule.OneCycle, 60, 0.500002)]
    [TestCase(LearningRateSchedule.OneCycle, 100, 0.000004)]
    [TestCase(LearningRateSchedule.Cosine, 0, 1.0 / 21)]
    [TestCase(LearningRateSchedule.Cosine, 19, 20.0 / 21)]
    [TestCase(LearningRateSchedule.Cosine, 20, 1)]
    [TestCase(LearningRateSchedule.Cosine, 60, 0.5)]
    [TestCase(LearningRateSchedule.Cosine, 100, 0)]
    [TestCase(LearningRateSchedule.Constant, 0, 1.0 / 21)]
    [TestCase(LearningRateSchedule.Constant, 20, 1)]
    [TestCase(LearningRateSchedule.Constant, 100, 1)]
    public void Rate_at_a_step(LearningRateSchedule schedule, int step, double expected) =>
        Assert.That(RateSchedule.Factor(schedule, step, 101, 0.2), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Without_warm_up_the_first_step_has_the_largest_rate([Values] LearningRateSchedule schedule) =>
        Assert.That(RateSchedule.Factor(schedule, 0, 10, 0), Is.EqualTo(1));

    [Test]
    public void Every_schedule_stays_between_nothing_and_the_largest_rate(
        [Values] LearningRateSchedule schedule, [Values(1, 2, 3, 50)] int steps, [Values(0, 0.3, 1)] double warmUp)
    {
        IEnumerable<double> factors = Enumerable.Range(0, steps).Select(step => RateSchedule.Factor(schedule, step, steps, warmUp));
        Assert.That(factors, Is.All.InRange(0, 1));
    }
}
