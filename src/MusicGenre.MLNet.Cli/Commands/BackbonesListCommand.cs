using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>backbones list</c>: all backbones that are known by name.</summary>
internal sealed class BackbonesListCommand(Session session) : ToolCommand(session, "list", "List all backbones that are known by name.")
{
    /// <summary>Whether the weights of a backbone are in the package or were found.</summary>
    public static bool HasWeights(BackboneDescription backbone)
        => backbone.ModelFile is null || BackboneCatalog.FindWeights(backbone) is not null;

    public override IReadOnlyList<Example> Examples =>
    [
        new("backbones list", "what there is to choose from"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        ConsoleTable.Show(Session.Output, new TextTable
        {
            Columns = TextTable.ColumnsOf(3, "name", "reads", "weights", "values"),
            Rows = [.. BackboneCatalog.All.Select(Row)],
            Notes =
            [
                .. BackboneCatalog.All.Select(backbone => $"{backbone.Name}: {backbone.About}"),
                $"Weights that are not in the package are looked for in {BackboneCatalog.ModelsFolder}; "
                    + $"{BackboneCatalog.ModelsFolderVariable} names another folder. "
                    + $"Their files: {string.Join(", ", BackboneCatalog.All.Select(backbone => backbone.ModelFile).OfType<string>())}.",
            ],
        });
        return ExitCode.Success;
    }

    private static Cell[] Row(BackboneDescription backbone) =>
    [
        backbone.Name,
        BackboneCatalog.ForPictures.Contains(backbone.Name) ? "audio, PNGs" : "audio",
        backbone.ModelFile is null ? "in the package" : HasWeights(backbone) ? "found" : "not found",
        Words.Invariant($"{backbone.EmbeddingSize}"),
    ];
}
