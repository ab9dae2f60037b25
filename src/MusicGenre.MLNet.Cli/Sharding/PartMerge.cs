using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Cli.Terminal;

namespace MusicGenre.MLNet.Cli.Sharding;

/// <summary>
/// Makes one part of several. Rows go through memory group by group; only 16 bytes of each path's hash stay, to find what is there twice.
/// </summary>
internal sealed class PartMerge(IReadOnlyList<string> parts, Session session)
{
    private const string Stage = "Merging";

    // More would hide the others.
    private const int NamesTold = 10;

    private readonly List<string> _complaints = [];
    private int _refused;

    /// <summary>Gets whether what is there is merged although something is missing.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>Gets the list whose paths are missed by name; null for none.</summary>
    public string? List { get; init; }

    /// <summary>Merges the parts.</summary>
    /// <param name="output">The file to write.</param>
    /// <param name="cancellationToken">Stops it; nothing is left.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ToolException">The parts do not belong together, or something is missing or twice.</exception>
    public int Run(string output, CancellationToken cancellationToken)
    {
        PartIdentity[] identities = [.. parts.Select(IdentityOf)];
        RequireOneModel(identities);
        IReadOnlyList<PartSource> sources = SourcesOf(identities);
        PartIdentity merged = identities[0] with
        {
            LibraryVersion = string.Join(", ", identities.SelectMany(one => one.LibraryVersion.Split(", ")).Distinct().Order()),
            Sources = sources,
        };
        if (merged.LibraryVersion.Contains(','))
            session.Note($"The parts were made by several versions: {merged.LibraryVersion}.");
        var paths = new PathSet();
        using var writer = new PartWriter(output, merged);
        session.Progress.Run(Stage, TimeSpan.FromSeconds(3), report =>
        {
            Copy(writer, paths, report, cancellationToken);
            return true;
        });
        Refuse("twice");
        _complaints.AddRange(Misses(sources));
        if (List is not null && MissedOf(paths, cancellationToken) is { Count: > 0 } missed)
            Complain(missed, "of the list is in no part", "of the list are in no part");
        bool complete = _complaints.Count == 0;
        if (!AllowMissing)
            Refuse("missing", "; with --allow-missing, what is there is merged");
        foreach (string complaint in _complaints)
            session.Error.WriteLine(complaint);
        writer.Complete();
        string refused = _refused > 0 ? $", of which {_refused} could not be used: see its column error" : "";
        session.Note($"{writer.Count} tracks of {Words.Count(parts.Count, "part")} in {output}{refused}.");
        return ExitCode.Of(writer.Count - _refused, _refused + (complete ? 0 : 1));
    }

    private static PartIdentity IdentityOf(string part)
    {
        using PartReader reader = PartReader.Open(part);
        return reader.Identity;
    }

    private void RequireOneModel(PartIdentity[] identities)
    {
        IGrouping<string, string>[] models = [.. identities.Zip(parts).GroupBy(pair => pair.First.Model, pair => pair.Second)];
        if (models.Length > 1)
            throw new ToolException(
                "The parts are of different models, so that their values cannot be compared: "
                + string.Join("; ", models.Select(model => $"{model.Key} in {Some([.. model])}")) + ".");
    }

    // Which shards of which lists are here; one that is here twice is told.
    private IReadOnlyList<PartSource> SourcesOf(PartIdentity[] identities)
    {
        var all = identities.Zip(parts).SelectMany(pair => pair.First.Sources.Select(source => (Source: source, Part: pair.Second)));
        var merged = new List<PartSource>();
        foreach (var list in all.GroupBy(one => one.Source with { Done = [] }, one => one, SameList.Instance))
        {
            var shards = list.SelectMany(one => one.Source.Done.Select(shard => (Shard: shard, one.Part))).GroupBy(one => one.Shard).ToArray();
            foreach (var twice in shards.Where(shard => shard.Count() > 1))
                _complaints.Add(
                    $"Shard {twice.Key}/{list.Key.Shards} is there {twice.Count()} times: {Some([.. twice.Select(one => one.Part)])}.");
            merged.Add(list.Key with { Done = [.. shards.Select(shard => shard.Key).Order()] });
        }
        Refuse("twice");
        return merged;
    }

    private static IReadOnlyList<string> Misses(IReadOnlyList<PartSource> sources) =>
    [
        .. from source in sources
           let missing = Enumerable.Range(0, source.Shards).Except(source.Done).ToArray()
           where missing.Length > 0
           let tracks = missing.Sum(shard => TrackList.CountOf(source.Paths, new Shard(shard, source.Shards)))
           select $"Missing: {(missing.Length == 1 ? "shard" : "shards")} {Ranges(missing)} of {source.Shards} with {tracks} of "
               + $"{source.Paths} tracks.",
    ];

    private void Copy(PartWriter writer, PathSet paths, IStepReport report, CancellationToken cancellationToken)
    {
        var twice = new List<string>();
        foreach ((int index, string part) in parts.Index())
        {
            using PartReader reader = PartReader.Open(part);
            foreach (PartRow row in reader.Rows())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!paths.Add(row.Path))
                {
                    twice.Add(row.Path);
                    continue;
                }
                _refused += row.Error is null ? 0 : 1;
                writer.Add(row);
            }
            report.Show(Stage, index + 1, parts.Count);
        }
        if (twice.Count > 0)
            Complain(twice, "is in the parts more than once", "are in the parts more than once");
    }

    private IReadOnlyList<string> MissedOf(PathSet paths, CancellationToken cancellationToken)
    {
        var list = TrackList.Open(List!, cancellationToken);
        return [.. list.PathsOf(new Shard(0, 1)).Where(path => !paths.Contains(path))];
    }

    private void Complain(IReadOnlyList<string> paths, string isWhat, string areWhat)
        => _complaints.Add($"{Words.Count(paths.Count, "track")} {(paths.Count == 1 ? isWhat : areWhat)}: {Some(paths)}.");

    private void Refuse(string what, string hint = "")
    {
        if (_complaints.Count > 0)
            throw new ToolException($"Nothing was merged, because something is {what}{hint}. {string.Join(" ", _complaints)}");
    }

    private static string Some(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(NamesTold)) + (names.Count > NamesTold ? $" and {names.Count - NamesTold} more" : "");

    // 0-3, 7
    private static string Ranges(int[] numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (int number in numbers)
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
                ranges[^1] = (ranges[^1].First, number);
            else
                ranges.Add((number, number));
        return Some([.. ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}")]);
    }

    private sealed class SameList : IEqualityComparer<PartSource>
    {
        public static readonly SameList Instance = new();

        public bool Equals(PartSource? one, PartSource? other)
            => one?.List == other?.List && one?.Shards == other?.Shards && one?.Paths == other?.Paths;

        public int GetHashCode(PartSource source) => HashCode.Combine(source.List, source.Shards);
    }
}
