using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Backbones;
using QuickStart;

namespace AugmentationSample;

/// <summary>The options of the command line and how they are read.</summary>
internal sealed class CommandLineDefinition
{
    private static readonly AugmentationOptions Defaults = new();

    private readonly Option<string?> _gallery = new("--gallery")
    {
        HelpName = "OUT",
        Description = "Draw a clip beside each of its augmentations as one PNG. Without a path it goes to spectrograms/augmentations.png of the repository.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _ablation = new("--ablation")
    {
        Description = "Cross-validate heads without augmentation, with each step alone and with all, on the same folds and seeds, and print one table. "
            + "A run that was stopped goes on from the embeddings that are kept.",
    };

    private readonly Option<string?> _write = new("--write")
    {
        HelpName = "DIR",
        Description = "Write augmented copies of the training part as spectrogram PNGs. Without a path they go to spectrograms/augmented of the repository.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _data = OptionRules.Text(
        "--data", "DIR", "A folder of music with one sub-folder a genre. The gallery composes its own music without it; the others need it.");

    private readonly Option<string?> _clip = OptionRules.Text("--clip", "FILE", "With --gallery: draw this file.");

    private readonly Option<string?> _plan = OptionRules.Text(
        "--plan", "FILE", "With --ablation or --write: a plan as JSON; its steps and copies are used instead of all there are with their default strengths.");

    private readonly Option<string?> _backbone = OptionRules.Text(
        "--backbone", "NAME", $"With --ablation: one of {string.Join(", ", BackboneCatalog.Names)}, or the path of an ONNX file. Without it: {BackboneCatalog.Default}.");

    private readonly Option<int?> _folds = new("--folds")
    {
        HelpName = "K",
        Description = $"With --ablation: number of folds, {Defaults.Folds} without it. Folds that the data's tracks.csv gives are used as they are.",
    };

    private readonly Option<int?> _repeats = new("--repeats") { HelpName = "N", Description = $"With --ablation: how often, each time with another seed; {Defaults.Repeats} without it." };

    private readonly Option<int?> _copies = new("--copies") { HelpName = "N", Description = "Copies of each training track; those of the plan, or 2, without it." };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "With --ablation: try three weights of the L2 penalty instead of the library's nine, in less than half of the time.",
    };

    private readonly Option<string?> _markdown = OptionRules.Text(
        "--markdown", "OUT", "With --ablation: write the table as Markdown, too, as far as it is done, so that a run that is stopped leaves something.");

    private readonly Option<string?> _cache = OptionRules.Text("--cache", "DIR", "With --ablation: keep embeddings here instead of the library's default place.");

    /// <summary>Describes the options.</summary>
    public CommandLineDefinition()
    {
        Command = new RootCommand("Shows what augmentation does: to a clip, as a picture, and to a classifier, as a table.")
        {
            _gallery, _ablation, _write, _data, _clip, _plan, _backbone, _folds, _repeats, _copies, _quick, _markdown, _cache,
        };
        _gallery.Validators.Add(OptionRules.RequireValues);
        _write.Validators.Add(OptionRules.RequireValues);
        Command.Validators.Add(Check);
    }

    /// <summary>The command, without an action.</summary>
    public RootCommand Command { get; }

    /// <summary>What a command line without errors asks for.</summary>
    public AugmentationOptions Read(ParseResult parsed) => Defaults with
    {
        Task = parsed.GetResult(_gallery) is not null ? AugmentationTask.Gallery
            : parsed.GetResult(_write) is not null ? AugmentationTask.Write
            : AugmentationTask.Ablation,
        OutputPath = parsed.GetValue(_gallery) ?? parsed.GetValue(_write),
        DataDirectory = parsed.GetValue(_data),
        ClipPath = parsed.GetValue(_clip),
        PlanPath = parsed.GetValue(_plan),
        Backbone = parsed.GetValue(_backbone) ?? Defaults.Backbone,
        Folds = parsed.GetValue(_folds) ?? Defaults.Folds,
        Repeats = parsed.GetValue(_repeats) ?? Defaults.Repeats,
        Copies = parsed.GetValue(_copies),
        IsQuick = parsed.GetValue(_quick),
        MarkdownPath = parsed.GetValue(_markdown),
        CacheDirectory = parsed.GetValue(_cache),
    };

    private void Check(CommandResult command)
    {
        int tasks = new Option[] { _gallery, _ablation, _write }.Count(option => command.GetResult(option) is not null);
        if (tasks != 1)
            command.AddError("Name one of --gallery, --ablation and --write.");
        bool gallery = command.GetResult(_gallery) is not null, ablation = command.GetResult(_ablation) is not null;
        if (tasks == 1 && !gallery && command.GetResult(_data) is null)
            command.AddError("--data is missing: name a folder of music with one sub-folder a genre, e.g. --data genres/.");
        foreach (Option option in new Option[] { _backbone, _folds, _repeats, _quick, _markdown, _cache }.Where(option => !ablation && command.GetResult(option) is not null))
            command.AddError($"{option.Name} goes with --ablation only.");
        foreach (Option option in new Option[] { _plan, _copies }.Where(option => gallery && command.GetResult(option) is not null))
            command.AddError($"{option.Name} does not go with --gallery.");
        if (!gallery && command.GetResult(_clip) is not null)
            command.AddError("--clip goes with --gallery only.");
        OptionRules.RequireAtLeast(command, _folds, 2);
        OptionRules.RequireAtLeast(command, _repeats, 1);
        OptionRules.RequireAtLeast(command, _copies, 1);
    }
}
