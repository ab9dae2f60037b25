using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>One row of an ablation: what is done to the copies.</summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Plan">The plan; null: no copies.</param>
internal sealed record AblationCondition(string Name, AugmentationPlan? Plan)
{
    /// <summary>How often each step is done where all are.</summary>
    public const double ShareOfAll = 0.5;

    /// <summary>Nothing, each step of a plan alone, and all of them, each to half of the copies.</summary>
    public static IReadOnlyList<AblationCondition> Of(AugmentationPlan plan) =>
    [
        new("none", null),
        .. plan.Steps.Select(step => new AblationCondition(step.Kind, plan with { Steps = [step] })),
        new("all", plan with { Steps = [.. plan.Steps.Select(step => step with { Probability = ShareOfAll * step.Probability })] }),
    ];
}
