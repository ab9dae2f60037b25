using System.Text.Json;
using System.Text.Json.Serialization;
using MusicGenre.MLNet.Augmentation.Steps;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>
/// What is done to copies of the training tracks, how often and how strongly. Every copy is drawn from (seed, track, number of the copy)
/// alone, so neither the order nor the number of threads makes a difference. Copies only ever serve training; what is held out stays as it
/// is.
/// </summary>
/// <remarks>Plain data: two plans of equal values are equal, and <see cref="ToJson"/> keeps everything.</remarks>
public sealed record AugmentationPlan
{
    /// <summary>A plan that makes no copies.</summary>
    public static AugmentationPlan None { get; } = new() { Copies = 0 };

    /// <summary>All steps there are, each with its default strength, in the order of the way of the data.</summary>
    public static IReadOnlyList<AugmentationStep> AllSteps { get; } =
    [
        new TimeStretchStep(), new PitchShiftStep(), new NoiseStep(), new GainStep(), new LowPassStep(), new HighPassStep(), new Mp3Step(),
        new FrequencyWarpStep(), new TiltStep(), new CropStep(), new TimeShiftStep(), new BandMaskStep(), new FrameMaskStep(),
    ];

    /// <summary>How many copies of each training track are made, 0…100; more take longer. The default value is 2.</summary>
    public int Copies { get; init; } = 2;

    /// <summary>Another seed draws other copies. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// What is done, one after the other; all that is done to sound comes before what is done to spectrograms. The default value is
    /// nothing.
    /// </summary>
    public IReadOnlyList<AugmentationStep> Steps { get; init; } = [];

    /// <summary>Whether there is anything to do.</summary>
    [JsonIgnore]
    public bool IsEmpty => Copies == 0 || Steps.Count == 0;

    /// <summary>A plan as JSON, for people and programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Plan);

    /// <summary>Reads a plan that <see cref="ToJson"/> or a person wrote, and checks it.</summary>
    /// <exception cref="ArgumentException">It is no such JSON, or a value is out of range; the message says which.</exception>
    public static AugmentationPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        AugmentationPlan plan;
        try
        {
            plan = PlanJson.Read(json) ?? throw new JsonException("it is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ArgumentException(
                $"This is no augmentation plan: {e.Message} A plan is an object with copies, seed and steps; the kinds of steps are "
                + $"{string.Join(", ", AllSteps.Select(s => s.Kind))}.", nameof(json), e);
        }
        plan.Validate();
        return plan;
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside of its range; the message names it and the range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Steps);
        if (Copies is < 0 or > 100)
            throw new ArgumentOutOfRangeException(nameof(Copies), Copies, "Copies must be 0 to 100.");
        foreach (AugmentationStep step in Steps)
        {
            ArgumentNullException.ThrowIfNull(step);
            step.Validate();
        }
    }

    /// <summary>Draws one copy of a track.</summary>
    /// <param name="track">Names the track, e.g. by its path relative to the data folder, separated by '/'.</param>
    /// <param name="copy">The copy's number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, or a value of the plan is out of range.</exception>
    public AugmentedCopy Draw(string track, int copy)
    {
        ArgumentException.ThrowIfNullOrEmpty(track);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(copy);
        Validate();
        return new AugmentedCopy(this, track, copy);
    }

    /// <summary>Draws all copies of a track, in the order of their numbers.</summary>
    internal IEnumerable<AugmentedCopy> DrawAll(string track) => Enumerable.Range(1, Copies).Select(copy => Draw(track, copy));

    /// <summary>Whether two plans do the same.</summary>
    public bool Equals(AugmentationPlan? other)
        => other is not null && Copies == other.Copies && Seed == other.Seed && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Copies, Seed, Steps.Count);

    /// <summary>What decides how a copy sounds, in one line: part of the key under which its embedding is kept.</summary>
    internal string Identity => JsonSerializer.Serialize(this with { Copies = 1 }, PlanJson.Line);
}
