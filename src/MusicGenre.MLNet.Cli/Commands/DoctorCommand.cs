using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Checking;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Common;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>doctor</c>: what is here, whether it works, and what to do where it does not.</summary>
internal sealed class DoctorCommand : ToolCommand
{
    public DoctorCommand(Session session)
        : base(session, "doctor", "Check what is installed, what can be read here, and where things lie.")
    {
    }

    public override IReadOnlyList<Example> Examples => [new("doctor", "what to look at first when something does not work")];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        bool healthy = true;
        IReadOnlyList<(string Format, string? Problem)> formats = FormatCheck.Run();
        string[] read = [.. formats.Where(format => format.Problem is null).Select(format => format.Format)];
        (string, string?)[] facts =
        [
            ("musicgenre", Library.Version),
            (".NET", $"{Environment.Version}, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            ("processor", Words.Invariant($"{Processor.Name}, {Words.Count(Environment.ProcessorCount, "core")}")),
            ("ONNX Runtime", Check(() => OrtEnv.Instance().GetVersionString())),
            .. BackboneCatalog.All.Select(backbone => (backbone.Name, (string?)Weights(backbone))),
            ("ready classifier", Check(Classify)),
            ("ffmpeg", Ffmpeg()),
            ("formats read", read.Length > 0 ? string.Join(", ", read) : "none"),
            ("not read", read.Length < formats.Count
                ? string.Join(", ", formats.Where(format => format.Problem is not null).Select(format => format.Format)) : null),
            ("embeddings", CacheCommand.Describe(null)),
            ("models folder", $"{BackboneCatalog.ModelsFolder}{(Directory.Exists(BackboneCatalog.ModelsFolder) ? "" : ", not there")}"),
            ("undo logs", UserFolders.UndoLogs),
        ];
        FactList.Show(Session.Output, facts);
        foreach ((string format, string? problem) in formats.Where(format => format.Problem is not null))
            Session.Detail($"{format}: {problem}");
        Session.Output.WriteLine();
        Session.Output.WriteLine(
            !healthy ? "Something is wrong: see above."
            : read.Length < formats.Count ? "All is well, but not every format can be read: install the program ffmpeg for the others."
            : "All is well.");
        return healthy ? ExitCode.Success : ExitCode.Failure;

        string Check(Func<string> check)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return check();
            }
            catch (Exception exception)
            {
                // Whatever it is, somebody who runs this wants to read it.
                healthy = false;
                Session.Detail(exception.ToString());
                return $"WRONG: {Problem.OneLine(exception)}";
            }
        }

        string Weights(BackboneDescription backbone) => !BackbonesListCommand.HasWeights(backbone) ? "no weights here" : Check(() =>
        {
            // Opening a backbone compares it with its reference.
            using Backbone opened = BackboneCatalog.Open(backbone.Name);
            return "computes rightly";
        });
    }

    private static string Classify()
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained();
        var samples = new float[10 * 22_050];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = 0.3f * MathF.Sin(2 * MathF.PI * 220 * (i % 22_050) / 22_050);
        var clip = new AudioClip(samples, 22_050);
        classifier.Predict(clip);
        var clock = Stopwatch.StartNew();
        classifier.Predict(clip);
        return Words.Invariant($"{classifier.Genres.Count} genres; 10 s of sound in {clock.Elapsed.TotalMilliseconds:0} ms");
    }

    private static string Ffmpeg()
    {
        if (FfmpegLocator.Find() is not { } program)
            return $"not found. Formats that need it are not read; install it, or name it in {FfmpegLocator.Variable}";
        try
        {
            // The library's way of running it: with a time limit, and ended whatever it does.
            using var ffmpeg = new FfmpegProcess(program, ["-version"], new FfmpegLimits { Timeout = TimeSpan.FromSeconds(10) });
            using var output = new StreamReader(ffmpeg.Output);
            string version = output.ReadLine() ?? "";
            int? code = version.Length > 0 ? 0 : ffmpeg.WaitForExit();
            if (ffmpeg.Exceeded is { } exceeded)
                return $"{program} cannot be run: {exceeded}";
            return code == 0 && version.StartsWith("ffmpeg version", StringComparison.Ordinal)
                ? $"{program} ({string.Join(' ', version.Split(' ').Take(3))})"
                : $"{program} cannot be run: 'ffmpeg -version' ended with code {code} ({ffmpeg.Errors.Reason("") ?? "no reason given"})";
        }
        catch (FfmpegException exception)
        {
            return $"{program} cannot be run: {exception.Message}";
        }
    }
}
