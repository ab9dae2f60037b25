using System.CommandLine;
using MusicGenre.MLNet.Augmentation;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>How tracks are augmented: the options <c>--plan</c> and <c>--copies</c>.</summary>
internal sealed class PlanOptions
{
    private readonly Option<string?> _plan = CommonOptions.Text(
        "--plan", "FILE", "A plan as JSON; its steps and copies are used instead of all steps there are with their default strengths.");

    private readonly Option<int?> _copies = CommonOptions.Number(
        "--copies", "N", 1, "Copies of each training track. Default: those of the plan, or 2.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_plan);
        command.Add(_copies);
    }

    /// <summary>Gets the plan.</summary>
    /// <exception cref="IOException">The file cannot be read, or is no plan.</exception>
    public AugmentationPlan Read(ParseResult parsed)
    {
        AugmentationPlan plan = parsed.GetValue(_plan) is { } path
            ? Load(path)
            : new AugmentationPlan { Steps = AugmentationPlan.AllSteps };
        return parsed.GetValue(_copies) is { } copies ? plan with { Copies = copies } : plan;
    }

    private static AugmentationPlan Load(string path)
    {
        try
        {
            return AugmentationPlan.FromJson(File.ReadAllText(path));
        }
        catch (ArgumentException exception)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }
}
