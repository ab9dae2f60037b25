using System.CommandLine;
using MusicGenre.MLNet.Cli.Exporting;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Models;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>model export</c>: the whole classifier as one ONNX file.</summary>
internal sealed class ModelExportCommand : ToolCommand
{
    private readonly Argument<string?> _model = ModelInfoCommand.ModelOrReady();
    private readonly Option<string?> _output = CommonOptions.Text("--output", "ONNX", "Where the file goes. Default: genres.onnx.", "-o");

    public ModelExportCommand(Session session)
        : base(session, "export", "Write a classifier, backbone and head, as one ONNX file, and check it against our own probabilities.")
        => Take(_model, _output);

    public override IReadOnlyList<Example> Examples =>
    [
        new("model export genres.zip -o genres.onnx", "a model of your own, for any program with ONNX Runtime"),
        new("model export -o ready.onnx", "the ready-made classifier"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = parsed.GetValue(_output) ?? "genres.onnx";
        OutputFile.EnsureFoldersOf(output);
        string? path = parsed.GetValue(_model);
        WorkFolder? temporary = null;
        try
        {
            using MusicGenreClassifier classifier = path is null ? MusicGenreClassifier.Pretrained() : MusicGenreClassifier.Load(path);
            if (path is null)
            {
                temporary = WorkFolder.Create();
                classifier.Save(path = temporary.Combine("ready.zip"));
            }
            using GenreModel model = ModelFile.Read(File.ReadAllBytes(path), path);
            byte[] onnx = OnnxExport.Make(model);
            double difference = ExportCheck.Difference(onnx, model, classifier);
            if (difference > ExportCheck.MostDifference)
                throw new ToolException(
                    Words.Invariant($"The exported model's probabilities differ by {difference:0.######} from our own; it was not written."));
            OutputFile.Write(output, onnx);
            Session.Results.WriteLine(Words.Invariant(
                $"{output}: {onnx.Length / 1024.0:0} KiB, {classifier.Genres.Count} genres; probabilities are our own within {difference:0.0e+0}"));
            Session.Note(
                "It takes the spectrograms of a track's segments, as its metadata 'backbone' describes them, and gives 'probabilities' in the "
                + "order of 'genres'.");
            return ExitCode.Success;
        }
        finally
        {
            temporary?.Dispose();
        }
    }
}
