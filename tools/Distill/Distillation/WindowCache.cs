using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Data;

namespace Distill.Distillation;

/// <summary>
/// Windows and teachers' answers on disk, one file for each file of music: what was made once is not made again, and a preparation that was
/// stopped goes on where it was.
/// </summary>
public sealed class WindowCache
{
    private readonly string _directory;

    /// <summary>A cache in a folder, which is made if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    public WindowCache(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
    }

    /// <summary>Makes or reads the windows of all files, on all cores.</summary>
    /// <param name="sources">
    /// The files. Those of one group are in one part; groups are drawn by name and seed, so that more files change nothing for the others.
    /// </param>
    /// <param name="teachers">Whom to ask.</param>
    /// <param name="options">How to cut; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every file, on the thread that made it.</param>
    /// <param name="ct">Stops within one window; what was finished stays on disk.</param>
    /// <returns>
    /// All windows. Files that cannot be read, or are shorter than a window, are named in <see cref="WindowSet.Problems"/>.
    /// </returns>
    /// <exception cref="ArgumentException">There are no files, no teachers, or one of the parts would be empty.</exception>
    /// <exception cref="FfmpegNotFoundException">A file needs ffmpeg, and it is not installed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public WindowSet Prepare(
        IReadOnlyList<MusicSource> sources,
        IReadOnlyList<Teacher> teachers,
        WindowOptions? options = null,
        IProgress<PreparationProgress>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(teachers);
        options ??= new WindowOptions();
        options.Validate();
        if (sources.Count == 0 || teachers.Count == 0)
            throw new ArgumentException($"There are {sources.Count} files of music and {teachers.Count} teachers; distillation needs both.", nameof(sources));
        Directory.CreateDirectory(_directory);
        IReadOnlyList<TargetBlock> blocks = TargetBlock.Of(teachers.Select(teacher => teacher.Description));
        var maker = new WindowMaker(options, teachers);
        bool[] validates = [.. sources.Select(source => IsValidation(source, options))];
        MusicSource[] partners = [.. sources.Where((_, i) => !validates[i])];
        int pixels = maker.Mels * maker.Frames;
        string recipe = Recipe(options, teachers);
        var windows = new List<TaughtWindow>[sources.Count];
        var problems = new SkippedFile?[sources.Count];
        int done = 0, cached = 0, made = 0;
        AllCores.Run(sources.Count, Environment.ProcessorCount, ct, i =>
        {
            string path = Path.Combine(_directory, Key(sources[i], validates[i], recipe) + ".windows");
            List<TaughtWindow>? found = WindowFile.TryRead(path, pixels, blocks[^1].End);
            if (found is not null)
                Interlocked.Increment(ref cached);
            try
            {
                found ??= Make(maker, sources[i], validates[i] ? null : Partner(sources[i], partners, options), path, pixels,
                    blocks[^1].End, ct);
                if (found.Count == 0)
                    problems[i] = new SkippedFile(sources[i].Path, $"it holds no {options.Seconds:0.#} s of sound");
            }
            catch (Exception e) when (e is AudioFormatException or IOException)
            {
                problems[i] = new SkippedFile(sources[i].Path, e.Message);
                found = [];
            }

            windows[i] = found;
            progress?.Report(new PreparationProgress(
                Interlocked.Increment(ref done), sources.Count, Volatile.Read(ref cached), Interlocked.Add(ref made, found.Count)));
        });
        (MusicSource Source, List<TaughtWindow> Windows)[] all = [.. sources.Zip(windows)];
        var set = new WindowSet(
            blocks,
            [.. all.Where((_, i) => !validates[i])],
            [.. all.Where((_, i) => validates[i])],
            [.. problems.OfType<SkippedFile>()],
            (maker.Mels, maker.Frames),
            options);
        if (set.TrainCount < 2 || set.ValidationCount < 2)
        {
            throw new ArgumentException(
                $"The {sources.Count} files give {set.TrainCount} windows to learn from and {set.ValidationCount} to validate with; at least two of each are needed. "
                + $"Give more music, or a larger {nameof(WindowOptions.ValidationShare)}.",
                nameof(sources));
        }

        return set;
    }

    private static List<TaughtWindow> Make(
        WindowMaker maker, MusicSource source, MusicSource? partner, string path, int pixels, int targets, CancellationToken ct)
    {
        List<TaughtWindow> windows = maker.Make(source, partner, ct);
        WindowFile.Write(path, windows, pixels, targets);
        return windows;
    }

    private static bool IsValidation(MusicSource source, WindowOptions options)
        => new RandomStream(options.Seed, 1, WindowMaker.StableHash(source.Group)).NextDouble() < options.ValidationShare;

    private static MusicSource? Partner(MusicSource source, MusicSource[] partners, WindowOptions options)
    {
        int index = new RandomStream(options.Seed, 2, WindowMaker.StableHash(Path.GetFileName(source.Path))).Next(partners.Length);
        // Nobody is his own partner.
        return partners[index] == source ? partners[(index + 1) % partners.Length] : partners[index];
    }

    /// <summary>
    /// Everything but the file that the windows depend on. The partner is left out: another one is as good, and more music must not undo
    /// the work.
    /// </summary>
    private static string Recipe(WindowOptions options, IReadOnlyList<Teacher> teachers)
        => JsonSerializer.Serialize(new { options, Teachers = teachers
            .Select(teacher => new { teacher.Sha256, teacher.Description.PatchesPerWindow, teacher.Description.Outputs }) });

    private static string Key(MusicSource source, bool validates, string recipe)
    {
        var file = new FileInfo(source.Path);
        string text = $"{file.Name}\n{(file.Exists ? file.Length : 0)}\n{source.Collection}\n{validates}\n{recipe}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
    }
}
