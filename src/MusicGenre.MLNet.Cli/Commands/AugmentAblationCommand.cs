using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>augment ablation</c>: what each augmentation does to a classifier.</summary>
internal sealed class AugmentAblationCommand : ToolCommand
{
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<string?> _backbone = CommonOptions.Backbone();
    private readonly Option<int?> _folds = CommonOptions.Folds();
    private readonly Option<int?> _repeats = CommonOptions.Number(
        "--repeats", "N", 1, "How often, each time with another seed. Default: 3.");
    private readonly PlanOptions _plan = new();

    private readonly Option<bool> _quick = CommonOptions.Flag(
        "--quick", "Try three weights of the L2 penalty instead of the library's nine, in less than half of the time.");

    private readonly Option<string?> _markdown = CommonOptions.Text(
        "--markdown", "OUT", "Write the table as Markdown, too, as far as it is done, so that a run that is stopped leaves something.");

    private readonly Option<string?> _cache = CommonOptions.Cache();

    public AugmentAblationCommand(Session session)
        : base(
            session,
            "ablation",
            "Cross-validate heads without augmentation, with each step alone and with all, on the same folds and seeds, "
            + "and print one table. A run that was stopped goes on from the embeddings that are kept.")
    {
        Take(_data, _backbone, _folds, _repeats);
        _plan.AddTo(this);
        Take(_quick, _markdown, _cache);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("augment ablation music --quick", "what each augmentation is worth on your music"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? markdown = parsed.GetValue(_markdown);
        OutputFile.EnsureFoldersOf(markdown);
        var options = new AblationOptions { DataDirectory = parsed.GetValue(_data)!, Plan = _plan.Read(parsed) };
        options = options with
        {
            Backbone = parsed.GetValue(_backbone) ?? BackboneCatalog.Default,
            Folds = parsed.GetValue(_folds) ?? options.Folds,
            Repeats = parsed.GetValue(_repeats) ?? options.Repeats,
            IsQuick = parsed.GetValue(_quick),
            CacheDirectory = parsed.GetValue(_cache),
        };
        ConsoleTable.Show(Session.Output, new AblationRun(options, Session).Run(WriteMarkdown, cancellationToken));
        if (markdown is not null)
            Session.Note($"The table as Markdown is in {Path.GetFullPath(markdown)}");
        return ExitCode.Success;

        void WriteMarkdown(TextTable done)
        {
            if (markdown is not null)
                OutputFile.Write(markdown, MarkdownTable.Of(done));
        }
    }
}
