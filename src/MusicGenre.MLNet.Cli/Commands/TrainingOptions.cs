using System.CommandLine;
using System.CommandLine.Parsing;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Comparing;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Training;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>How a classifier is trained: the options of <c>train</c> and <c>crossvalidate</c>, and the settings they mean.</summary>
internal sealed class TrainingOptions
{
    private readonly ILearners _learners;
    private readonly Option<string?> _backbone = CommonOptions.Backbone();
    private readonly Option<string?> _network;
    private readonly Option<string?> _split;
    private readonly Option<double?> _column = CommonOptions.ColumnSeconds();
    private readonly Option<int?> _seed = CommonOptions.Seed("Another seed holds out other tracks.");
    private readonly Option<string?> _cache = CommonOptions.Cache();

    private readonly Option<bool> _groupDuplicates = CommonOptions.Flag(
        "--group-duplicates", "Look for near-identical recordings and keep them on one side of the split.");

    private readonly Option<bool> _alsoRandom = CommonOptions.Flag(
        "--also-random", "Also measure with a split that is random by file, to see how much easier that would have been.");

    /// <summary>Creates the options.</summary>
    /// <param name="learners">The networks that can be trained.</param>
    /// <param name="withoutSplit">What is done without <c>--split</c>.</param>
    public TrainingOptions(ILearners learners, string withoutSplit)
    {
        _learners = learners;
        Split = _split = CommonOptions.Split(withoutSplit);
        _network = CommonOptions.Text(
            "--network",
            "NAME",
            $"Train a whole network instead of a head on a backbone: {string.Join(", ", learners.Networks)}. {learners.Hint}");
    }

    /// <summary>Gets the option <c>--split</c>.</summary>
    public Option Split { get; }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_backbone);
        if (_learners.Networks.Count > 0)
            command.Add(_network);
        foreach (Option option in (Option[])[_split, _column, _seed, _groupDuplicates, _alsoRandom, _cache])
            command.Add(option);
        command.Validators.Add(result =>
        {
            CommonOptions.RequireNotBoth(result, _network, _backbone, "a whole network needs no backbone.");
            CommonOptions.RequireNotBoth(result, _network, _alsoRandom, "the random split is measured for heads on backbones only.");
        });
        _network.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { Length: > 0 } name }])
                new ModelNames(_learners).Check(result, name);
        });
    }

    /// <summary>Insists that nothing is asked for that needs the music itself.</summary>
    public void RequireForEmbeddings(CommandResult command)
    {
        Option[] others = [_network, _split, _column, _groupDuplicates, _alsoRandom, _cache];
        foreach (Option option in others.Where(option => command.GetResult(option) is { Implicit: false }))
            command.AddError($"{option.Name} does not go with --embeddings: it needs the music itself.");
    }

    /// <summary>Gets the backbone that is named; null for none.</summary>
    public string? BackboneOf(ParseResult parsed) => parsed.GetValue(_backbone);

    /// <summary>Gets the seed.</summary>
    public int SeedOf(ParseResult parsed) => parsed.GetValue(_seed) ?? CommonOptions.DefaultSeed;

    /// <summary>Whether a published split is asked for.</summary>
    public bool HasSplit(ParseResult parsed) => parsed.GetValue(_split) is not null;

    /// <summary>Gets the name of what is trained, in words.</summary>
    public string Learner(ParseResult parsed)
        => parsed.GetValue(_network) is { } network
            ? $"the network {network}"
            : $"the backbone {parsed.GetValue(_backbone) ?? BackboneCatalog.Default}";

    /// <summary>Gets the settings of the training.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="forReport">Whether a report is written, which says more than the tables.</param>
    public TrainOptions Read(ParseResult parsed, bool forReport)
    {
        var options = new TrainOptions
        {
            Backbone = parsed.GetValue(_backbone) ?? BackboneCatalog.Default,
            Split = HasSplit(parsed) ? SplitKind.GtzanFiltered : SplitKind.Grouped,
            Seed = SeedOf(parsed),
            Segments = new SegmentOptions { PictureColumnSeconds = parsed.GetValue(_column) },
            WorkspacePath = parsed.GetValue(_cache),
            AlsoRandom = parsed.GetValue(_alsoRandom),
            Calibrate = forReport ? true : null,
            Duplicates = parsed.GetValue(_groupDuplicates) ? DuplicateHandling.Group
                : forReport ? DuplicateHandling.Report : DuplicateHandling.Ignore,
        };
        return parsed.GetValue(_network) is { } network ? new ModelNames(_learners).Find(network).Configure(options, null, null) : options;
    }
}
