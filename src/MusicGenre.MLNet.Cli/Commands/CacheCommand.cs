using System.CommandLine;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The commands <c>cache info</c> and <c>cache clear</c>: the embeddings that are kept between runs.</summary>
internal sealed class CacheCommand : ToolCommand
{
    private readonly Option<string?> _cache = CommonOptions.Text("--cache", "DIR", "Another folder than the usual one.");
    private readonly bool _clear;

    private CacheCommand(Session session, string name, string description, bool clear)
        : base(session, name, description)
    {
        _clear = clear;
        Take(_cache);
    }

    public override IReadOnlyList<Example> Examples => _clear
        ? [new("cache clear", "delete all; they are made again when they are needed")]
        : [new("cache info", "where they are, and how much room they take")];

    /// <summary>Creates the command <c>cache</c> with all below it.</summary>
    public static Command Create(Session session) => new("cache", "Show or delete the embeddings that are kept between runs.")
    {
        new CacheCommand(session, "info", "Show where embeddings are kept and how much room they take.", clear: false),
        new CacheCommand(session, "clear", "Delete the embeddings that are kept. Other files stay.", clear: true),
    };

    /// <summary>Gets where embeddings are kept, and how many and how large they are, in words.</summary>
    public static string Describe(string? folder)
    {
        string directory = new EmbeddingCache(folder).Directory;
        FileInfo[] entries = [.. CacheBudget.EntriesOf(directory)];
        return $"{directory}, {Words.Count(entries.Length, "file")}, {Words.Size(entries.Sum(entry => entry.Length))}";
    }

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!_clear)
        {
            Session.Results.WriteLine(Describe(parsed.GetValue(_cache)));
            return ExitCode.Success;
        }
        var cache = new EmbeddingCache(parsed.GetValue(_cache));
        (int entries, long size) = cache.Clear();
        Session.Results.WriteLine($"{cache.Directory}: {Words.Count(entries, "file")} deleted, {Words.Size(size)}");
        return ExitCode.Success;
    }
}
