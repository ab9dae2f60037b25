using System.Globalization;
using MusicGenre.MLNet.Audio;
using DemoMusic.Composition;
using DemoMusic.Sound;
using DemoMusic.Styles;

namespace DemoMusic;

/// <summary>
/// A small record collection that is composed in code: a folder for each style, so that samples need no files and no network.
/// </summary>
public sealed class DemoMusicLibrary
{
    private const string StampName = ".demo-music";

    private readonly DemoMusicOptions _options;

    /// <summary>Creates a collection; nothing is composed yet.</summary>
    /// <param name="options">What to compose; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public DemoMusicLibrary(DemoMusicOptions? options = null)
    {
        _options = options ?? new DemoMusicOptions();
        _options.Validate();
    }

    /// <summary>All styles, by name.</summary>
    internal static IReadOnlyList<IStyle> Styles { get; } =
        [new Ambient(), new Blues(), new BossaNova(), new Chiptune(), new Metal(), new Reggae(), new Techno(), new Waltz()];

    /// <summary>Number of tracks in the whole collection.</summary>
    public int TrackCount => Styles.Count * _options.TracksPerStyle;

    /// <summary>Composes and records one track; the same style, number and options give the same samples.</summary>
    /// <param name="style">The style.</param>
    /// <param name="number">The track's number, from 1.</param>
    internal AudioClip Compose(IStyle style, int number)
    {
        var random = new Random(SeedOf(style.Name, number));
        Score score = style.Compose(random, _options.Seconds);
        return Studio.Record(score, _options.Seconds, random);
    }

    /// <summary>
    /// Writes the collection, a folder of WAV files for each style, on all cores. Files that this same program has already written there
    /// with the same options stay; those of another version are replaced.
    /// </summary>
    /// <param name="directory">Where to; it is made if it does not exist.</param>
    /// <param name="progress">Told the number of finished tracks, from any thread.</param>
    /// <param name="cancellationToken">Stops between two tracks; no half-written file is left.</param>
    /// <returns>How many tracks were composed; the others were there.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public int Write(string directory, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        Prepare(directory);
        int finished = 0, composed = 0;
        var tracks = from style in Styles from number in Enumerable.Range(1, _options.TracksPerStyle) select (style, number);
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(tracks, parallel, track =>
        {
            string path = Path.Combine(directory, track.style.Name, FileName(track.style.Name, track.number));
            if (!File.Exists(path))
            {
                Compose(track.style, track.number).SaveWav(path);
                Interlocked.Increment(ref composed);
            }
            progress?.Report(Interlocked.Increment(ref finished));
        });
        return composed;
    }

    private static string FileName(string style, int number) => string.Create(CultureInfo.InvariantCulture, $"{style}-{number:000}.wav");

    // Everything in the folder is of one version: the stamp goes first when old tracks are removed and is written before new ones come,
    // so an interruption at any point leaves nothing that could be taken for something else.
    private void Prepare(string directory)
    {
        string stampPath = Path.Combine(directory, StampName);
        string stamp = string.Create(
            CultureInfo.InvariantCulture,
            $"{typeof(DemoMusicLibrary).Module.ModuleVersionId} seed {_options.Seed}, {_options.TracksPerStyle} × {_options.Seconds} s\n");
        Directory.CreateDirectory(directory);
        bool current = File.Exists(stampPath) && File.ReadAllText(stampPath) == stamp;
        if (!current)
            File.Delete(stampPath);
        foreach (IStyle style in Styles)
        {
            string folder = Path.Combine(directory, style.Name);
            Directory.CreateDirectory(folder);
            if (!current)
                foreach (string old in Directory.EnumerateFiles(folder, $"{style.Name}-???.wav"))
                    File.Delete(old);
        }
        if (!current)
            File.WriteAllText(stampPath, stamp);
    }

    private int SeedOf(string style, int number)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        uint hash = 2166136261;
        foreach (char c in string.Create(CultureInfo.InvariantCulture, $"{style}/{number}/{_options.Seed}"))
            hash = (hash ^ c) * 16777619;
        return (int)(hash & int.MaxValue);
    }
}
