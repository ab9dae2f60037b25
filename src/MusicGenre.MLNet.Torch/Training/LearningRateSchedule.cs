namespace MusicGenre.MLNet.Torch.Training;

/// <summary>How the learning rate moves over the steps of a training. The rate named in the options is always the largest one.</summary>
public enum LearningRateSchedule
{
    /// <summary>
    /// Rises along half a cosine from 1/25 of the rate over the warm-up, then falls along half a cosine to 1/250,000 of it
    /// (L. N. Smith and N. Topin, "Super-Convergence", 2019; the end points are PyTorch's <c>OneCycleLR</c>). Momentum stays as it is.
    /// </summary>
    OneCycle,

    /// <summary>Rises linearly over the warm-up, then falls along half a cosine to zero (I. Loshchilov and F. Hutter, "SGDR",
    /// 2017).</summary>
    Cosine,

    /// <summary>Rises linearly over the warm-up, then stays.</summary>
    Constant,
}

/// <summary>The learning rate of every step of a training, as a fraction of the largest rate.</summary>
internal static class RateSchedule
{
    /// <summary>The first rate of <see cref="LearningRateSchedule.OneCycle"/>: one 25th of the largest.</summary>
    public const double OneCycleStart = 1.0 / 25;

    /// <summary>The last rate of <see cref="LearningRateSchedule.OneCycle"/>: one 10,000th of the first.</summary>
    public const double OneCycleEnd = OneCycleStart / 1e4;

    /// <summary>The fraction 0…1 of the largest rate at one step.</summary>
    /// <param name="schedule">The shape.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">All steps of the training, at least one.</param>
    /// <param name="warmUp">The part 0…1 of the steps in which the rate rises.</param>
    public static double Factor(LearningRateSchedule schedule, long step, long steps, double warmUp)
    {
        double peak = warmUp * Math.Max(steps - 1, 1);
        double last = Math.Max(steps - 1, 1);
        double rising = peak > 0 ? Math.Min(step / peak, 1) : 1;
        double falling = last > peak ? Math.Clamp((step - peak) / (last - peak), 0, 1) : 0;
        return schedule switch
        {
            LearningRateSchedule.OneCycle => step < peak ? Anneal(OneCycleStart, 1, rising) : Anneal(1, OneCycleEnd, falling),
            // Steps count from one in a linear warm-up, or the first step would learn nothing.
            LearningRateSchedule.Cosine => step < peak ? (step + 1) / (peak + 1) : Anneal(1, 0, falling),
            LearningRateSchedule.Constant => step < peak ? (step + 1) / (peak + 1) : 1,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "Not a learning-rate schedule."),
        };
    }

    private static double Anneal(double from, double to, double part) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part));
}
