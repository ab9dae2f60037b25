using System.Collections.Concurrent;
using System.CommandLine;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>spectrogram</c>: draws files, as networks read them or for people.</summary>
internal sealed class SpectrogramCommand : ToolCommand
{
    private readonly Argument<string[]> _files = CommonOptions.Files();
    private readonly Option<string?> _output = CommonOptions.Text(
        "--output", "DIR", "The folder of the pictures. Default: this one.", "-o");

    private readonly Option<bool> _figure = CommonOptions.Flag(
        "--figure", "Draw for people, with colors and axes. Without it: 8-bit grey, one pixel a value, as networks read it.");

    private readonly Option<int?> _seconds = CommonOptions.Number(
        "--seconds", "S", 1, "How much of the beginning is drawn: an hour of music makes no readable picture. Default: 30.");

    public SpectrogramCommand(Session session)
        : base(session, "spectrogram", "Draw mel spectrograms of files as PNGs.")
    {
        Take(_files, _output, _figure, _seconds);
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("spectrogram song.mp3 --figure", "a picture for people, with colors and axes"),
        new("spectrogram one.wav two.wav -o pictures", "as networks read them"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string folder = parsed.GetValue(_output) ?? Environment.CurrentDirectory;
        OutputFile.EnsureFolder(folder, $"The pictures in {folder}");
        (string File, string Picture)[] work = [.. Pictures(parsed.GetValue(_files)!, folder)];
        var problems = new ConcurrentDictionary<string, string>();
        int done = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Session.Progress.Run("Drawing", report => Parallel.ForEach(work, parallel, one =>
        {
            try
            {
                Draw(one.File, one.Picture, parsed.GetValue(_figure), parsed.GetValue(_seconds) ?? 30);
            }
            catch (Exception exception) when (IsProblem(exception))
            {
                problems[one.File] = Problem.OneLine(exception);
            }
            report.Show("Drawing", Interlocked.Increment(ref done), work.Length);
        }));
        foreach ((string file, string picture) in work)
            if (problems.TryGetValue(file, out string? reason))
                Session.Error.WriteLine($"{file}: {reason}");
            else
                Session.Results.WriteLine(picture);
        return ExitCode.Of(work.Length - problems.Count, problems.Count);
    }

    // Files of one name in several folders get pictures of their own, and a picture is never its own source.
    private static IEnumerable<(string File, string Picture)> Pictures(IEnumerable<string> files, string folder)
    {
        string[] sources = [.. files.Distinct()];
        HashSet<string> taken = [.. sources.Select(Path.GetFullPath)];
        foreach (string file in sources)
        {
            string name = Path.Combine(folder, Path.GetFileNameWithoutExtension(file)), picture = name + ".png";
            for (int number = 2; !taken.Add(Path.GetFullPath(picture)); number++)
                picture = FormattableString.Invariant($"{name}-{number}.png");
            yield return (file, picture);
        }
    }

    private static void Draw(string file, string picture, bool figure, int seconds)
    {
        SpectrogramImage image = Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? SpectrogramImage.Load(file)
            : SpectrogramImage.FromClip(
                AudioClip.FromFile(file, TimeSpan.Zero, TimeSpan.FromSeconds(seconds), MelOptions.Librosa.SampleRate));
        if (figure)
            SpectrogramFigure.Save(image.ToDecibels(), picture, new FigureOptions { Title = Path.GetFileName(file) });
        else
            image.Save(picture);
    }
}
