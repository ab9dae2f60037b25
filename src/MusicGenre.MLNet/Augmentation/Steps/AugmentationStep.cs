using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>One thing that is done to a copy of a track, how often and how strongly. In JSON, <c>kind</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TimeStretchStep), TimeStretchStep.StepKind)]
[JsonDerivedType(typeof(PitchShiftStep), PitchShiftStep.StepKind)]
[JsonDerivedType(typeof(NoiseStep), NoiseStep.StepKind)]
[JsonDerivedType(typeof(GainStep), GainStep.StepKind)]
[JsonDerivedType(typeof(LowPassStep), LowPassStep.StepKind)]
[JsonDerivedType(typeof(HighPassStep), HighPassStep.StepKind)]
[JsonDerivedType(typeof(Mp3Step), Mp3Step.StepKind)]
[JsonDerivedType(typeof(BandMaskStep), BandMaskStep.StepKind)]
[JsonDerivedType(typeof(FrameMaskStep), FrameMaskStep.StepKind)]
[JsonDerivedType(typeof(TimeShiftStep), TimeShiftStep.StepKind)]
[JsonDerivedType(typeof(CropStep), CropStep.StepKind)]
[JsonDerivedType(typeof(FrequencyWarpStep), FrequencyWarpStep.StepKind)]
[JsonDerivedType(typeof(TiltStep), TiltStep.StepKind)]
public abstract record AugmentationStep
{
    private protected AugmentationStep()
    {
    }

    /// <summary>The step's name, as in JSON, e.g. <c>pitch-shift</c>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>How often it is done, as a share of the copies, above 0, up to 1. The default value is 1: to every copy.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside of its range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(Probability is > 0 and <= 1, nameof(Probability), Probability, "above 0, up to 1");
        ValidateStrength();
    }

    private protected abstract void ValidateStrength();

    private protected void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(property, value, $"{property} of the step '{Kind}' must be {rule}.");
    }

    private protected void RequireRange(double low, double high, string lowName, string highName, double least, double most, string unit)
    {
        string rule = FormattableString.Invariant($"{least} to {most}{unit}");
        Require(low >= least && low <= most, lowName, low, rule);
        Require(high >= least && high <= most, highName, high, rule);
        Require(low <= high, highName, high, $"no less than {lowName}");
    }
}
