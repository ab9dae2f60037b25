using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>embed</c>: keeps the embeddings of a list of files, or of a share of it, as Parquet.</summary>
internal sealed class EmbedCommand : ToolCommand
{
    private readonly Option<string?> _backbone = CommonOptions.Backbone();
    private readonly Option<string?> _model = CommonOptions.Text(
        "--model", "MODEL", "Embed with the backbone of this model, and keep its probabilities as well.", "-m");

    private readonly Option<string?> _output = CommonOptions.Text("--output", "PART", "The Parquet file to write.", "-o");
    private readonly ShardOptions _shards = new();

    public EmbedCommand(Session session)
        : base(session, "embed", "Turn a list of files, or a share of it, into embeddings: for training and searching at scale.")
    {
        _shards.AddTo(this);
        Take(_output, _backbone, _model);
        (_shards.List.Required, _output.Required) = (true, true);
        Validators.Add(result => CommonOptions.RequireNotBoth(result, _model, _backbone, "a model has its backbone with it."));
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("embed --list tracks.txt -o tracks.parquet", "all files of a list; the same command goes on where it was stopped"),
        new("embed --list tracks.txt --shard 2/8 -o part-2.parquet", "the third of eight shares, on one of eight machines"),
        new("embed --list tracks.txt --shards 100 -o part-7.parquet", "the share that the cluster's job array says"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
        => _shards.Run(
            parsed,
            Session,
            parsed.GetValue(_output)!,
            () => parsed.GetValue(_model) is { } path
                ? ShardModel.Of(MusicGenreClassifier.Load(path))
                : ShardModel.Of(BackboneCatalog.Open(parsed.GetValue(_backbone) ?? BackboneCatalog.Default)),
            cancellationToken);
}
