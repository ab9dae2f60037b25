using System.CommandLine;
using MusicGenre.MLNet.Cli.Classifying;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>In whose words genres are told: the options <c>--map</c>, <c>--min-confidence</c> and <c>--per-album</c>.</summary>
internal sealed class VerdictOptions
{
    private readonly Option<string?> _map = CommonOptions.Text(
        "--map",
        "FILE",
        "Tell genres of your own list: lines like 'hard rock = Rock'; '* = Other' is for the rest, an empty name leaves a genre out.");

    private readonly Option<double?> _minConfidence = CommonOptions.Probability(
        "--min-confidence", "Say 'unknown' where the best genre is less probable than this, 0 to 1; with 0, never say it.");

    /// <summary>Gets the option <c>--per-album</c>.</summary>
    public Option<bool> PerAlbum { get; } = CommonOptions.Flag(
        "--per-album", "One answer for the files of a folder, the mean over them. In lists, the files of a folder must follow each other.");

    /// <summary>Gets all of them.</summary>
    public IReadOnlyList<Option> All => [_map, _minConfidence, PerAlbum];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_map);
        command.Add(_minConfidence);
        command.Add(PerAlbum);
    }

    /// <summary>Gets the words.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="classifier">The classifier whose genres they are.</param>
    /// <exception cref="ToolException">The map is wrong.</exception>
    public Verdict Read(ParseResult parsed, MusicGenreClassifier classifier) => new()
    {
        Map = parsed.GetValue(_map) is { } map ? GenreMap.Read(map, classifier.Genres) : null,
        MinConfidence = parsed.GetValue(_minConfidence),
    };
}
