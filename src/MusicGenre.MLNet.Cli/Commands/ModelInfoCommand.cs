using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>model info</c>: what a model says about itself.</summary>
internal sealed class ModelInfoCommand : ToolCommand
{
    private readonly Argument<string?> _model = ModelOrReady();

    public ModelInfoCommand(Session session)
        : base(session, "info", "Show what a model knows, what it learned from, and how good it is.")
        => Take(_model);

    public override IReadOnlyList<Example> Examples =>
    [
        new("model info genres.zip", "a model of your own"),
        new("model info", "the ready-made classifier"),
    ];

    /// <summary>Creates the argument <c>MODEL</c>, which may be left out.</summary>
    public static Argument<string?> ModelOrReady() => new("MODEL")
    {
        Description = "A model that the command train wrote. Without it: the ready-made classifier.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? path = parsed.GetValue(_model);
        using MusicGenreClassifier classifier = path is null ? MusicGenreClassifier.Pretrained() : MusicGenreClassifier.Load(path);
        ModelManifest manifest = classifier.Manifest;
        (string Name, string? Value)[] rows =
        [
            ("model", path ?? "the ready-made classifier"),
            ("genres", Words.Invariant($"{manifest.Genres.Count}: {string.Join(", ", manifest.Genres)}")),
            ("backbone", manifest.Backbone.Name),
            ("about it", manifest.Backbone.About is { Length: > 0 } about ? about : null),
            ("learned from", manifest.IsPretrained ? "no music of yours" : Words.Count(manifest.TrainingTracks, "track")),
            ("right (top-1)", manifest.HeldOut is { } held
                ? Words.Invariant($"{Words.Percent(held.Top1)} ({100 * held.Top1Lower:0.0} to {100 * held.Top1Upper:0.0} %) of ")
                    + Words.Invariant($"{held.Tracks} tracks that were held out; {held.Split}")
                : null),
            ("first two, macro F1", manifest.HeldOut is { } other ? $"{Words.Percent(other.Top2)}, {Words.Fixed(other.MacroF1)}" : null),
            ("made", Words.Invariant($"{manifest.Created:yyyy-MM-dd}, by version {manifest.LibraryVersion}")),
            ("file", path is null ? null : Words.Invariant($"{new FileInfo(path).Length / 1024.0:0} KiB, format {manifest.Format}")),
        ];
        FactList.Show(Session.Output, rows);
        return ExitCode.Success;
    }
}
