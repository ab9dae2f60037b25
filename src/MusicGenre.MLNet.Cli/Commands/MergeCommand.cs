using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>merge</c>: makes one Parquet file of the parts of a list.</summary>
internal sealed class MergeCommand : ToolCommand
{
    private readonly Argument<string[]> _parts = new("PART")
    {
        Description = "Parquet files that classify or embed wrote with --list, or folders of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _output = CommonOptions.Text("--output", "FILE", "The Parquet file to write.", "-o");
    private readonly Option<string?> _list = CommonOptions.Text(
        "--list", "FILE", "The list of files that the parts were made of: what is missing is told by name.");

    private readonly Option<bool> _allowMissing = CommonOptions.Flag(
        "--allow-missing", "Merge what is there although parts are missing, and end with exit code 3.");

    public MergeCommand(Session session)
        : base(session, "merge", "Make one Parquet file of the parts of a list, if none is missing and nothing is there twice.")
    {
        Take(_parts, _output, _list, _allowMissing);
        _output.Required = true;
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("merge parts/ -o tracks.parquet", "all parts of a folder, if they are all there"),
        new("merge parts/ -o tracks.parquet --list tracks.txt", "and tell the paths that are missing"),
        new("merge parts/ -o so-far.parquet --allow-missing", "what is there until now"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = parsed.GetValue(_output)!;
        string[] parts = [.. Expand(parsed.GetValue(_parts)!).Where(part => Path.GetFullPath(part) != Path.GetFullPath(output))];
        if (parts.Length == 0)
            throw new ToolException($"There are no parts (*.parquet) in {string.Join(", ", parsed.GetValue(_parts)!)}.");
        OutputFile.EnsureFoldersOf(output);
        return new PartMerge(parts, Session) { List = parsed.GetValue(_list), AllowMissing = parsed.GetValue(_allowMissing) }
            .Run(output, cancellationToken);
    }

    /// <summary>Gets the parts that are named, in the places of folders those in them in the order of their names.</summary>
    public static IEnumerable<string> Expand(IEnumerable<string> named)
        => named.SelectMany(path => Directory.Exists(path)
            ? Directory.GetFiles(path, "*.parquet").Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]);
}
