using System.CommandLine;
using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>backbones verify</c>: whether backbones compute rightly here.</summary>
internal sealed class BackbonesVerifyCommand : ToolCommand
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Names of backbones, or paths of ONNX files. Without them: all whose weights are here.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public BackbonesVerifyCommand(Session session)
        : base(session, "verify", "Open backbones and compare what they compute here with a reference.")
        => Take(_names);

    public override IReadOnlyList<Example> Examples =>
    [
        new("backbones verify", "whether all that are here compute rightly"),
        new("backbones verify mobile", "whether one does"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] names = parsed.GetValue(_names) is { Length: > 0 } named
            ? named
            : [.. BackboneCatalog.All.Where(BackbonesListCommand.HasWeights).Select(backbone => backbone.Name)];
        bool all = true;
        foreach (string name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                // Opening a backbone compares it with its reference.
                using Backbone backbone = BackboneCatalog.Open(name);
                bool compared = backbone.Parts.All(part => HasReference(part.Description));
                Session.Results.WriteLine($"{name}: {(compared ? "right" : "opens; it has no reference")}");
            }
            catch (BackboneException exception)
            {
                all = false;
                Session.Error.WriteLine($"{name}: {Problem.OneLine(exception)}");
            }
        }
        return all ? ExitCode.Success : ExitCode.Failure;
    }

    private static bool HasReference(BackboneDescription backbone)
        => (BackboneCatalog.All.FirstOrDefault(known => known.Name == backbone.Name) ?? backbone).Reference is not null;
}
