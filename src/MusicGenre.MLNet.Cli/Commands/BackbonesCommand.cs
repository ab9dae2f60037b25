using System.CommandLine;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Output;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>backbones</c>: which there are, and whether they compute rightly here.</summary>
internal sealed class BackbonesCommand : Command
{
    /// <summary>Creates the command.</summary>
    public BackbonesCommand(Session session)
        : base("backbones", "List the networks that turn sound into numbers, or verify them.")
    {
        Add(new ListCommand(session));
        Add(new VerifyCommand(session));
    }

    private static bool HasWeights(BackboneDescription backbone)
        => backbone.ModelFile is null || File.Exists(Path.Combine(ModelFolder.Location, backbone.ModelFile));

    private static bool HasReference(BackboneDescription backbone)
        => (BackboneCatalog.All.FirstOrDefault(known => known.Name == backbone.Name) ?? backbone).Reference is not null;

    private sealed class ListCommand(Session session) : ToolCommand(session, "list", "List all backbones that are known by name.")
    {
        protected override bool Run(ParseResult parsed, CancellationToken cancellationToken)
        {
            ConsoleTable.Show(Session.Output, new TextTable
            {
                Columns = TextTable.ColumnsOf(3, "name", "reads", "weights", "values"),
                Rows = [.. BackboneCatalog.All.Select(Row)],
                Notes =
                [
                    .. BackboneCatalog.All.Select(backbone => $"{backbone.Name}: {backbone.About}"),
                    $"Weights that are not in the package are looked for in {ModelFolder.Location}; "
                        + $"{ModelFolder.Variable} names another folder. "
                        + $"Their files: {string.Join(", ", BackboneCatalog.All.Select(backbone => backbone.ModelFile).OfType<string>())}.",
                ],
            });
            return true;
        }

        private static Cell[] Row(BackboneDescription backbone) =>
        [
            backbone.Name,
            BackboneCatalog.ForPictures.Contains(backbone.Name) ? "audio, PNGs" : "audio",
            backbone.ModelFile is null ? "in the package" : HasWeights(backbone) ? "found" : "not found",
            Words.Invariant($"{backbone.EmbeddingSize}"),
        ];
    }

    private sealed class VerifyCommand : ToolCommand
    {
        private readonly Argument<string[]> _names = new("NAME")
        {
            Description = "Names of backbones, or paths of ONNX files. Without them: all whose weights are here.",
            Arity = ArgumentArity.ZeroOrMore,
        };

        public VerifyCommand(Session session)
            : base(session, "verify", "Open backbones and compare what they compute here with a reference.")
            => Add(_names);

        protected override bool Run(ParseResult parsed, CancellationToken cancellationToken)
        {
            string[] names = parsed.GetValue(_names) is { Length: > 0 } named
                ? named
                : [.. BackboneCatalog.All.Where(HasWeights).Select(backbone => backbone.Name)];
            bool all = true;
            foreach (string name in names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    // Opening a backbone compares it with its reference.
                    using Backbone backbone = BackboneCatalog.Open(name);
                    Session.Results.WriteLine($"{name}: {(HasReference(backbone.Description) ? "right" : "opens; it has no reference")}");
                }
                catch (BackboneException exception)
                {
                    all = false;
                    Session.Error.WriteLine($"{name}: {Problem.OneLine(exception)}");
                }
            }
            return all;
        }
    }
}
