using System.CommandLine;
using Distill;
using Distill.Distillation;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Networks;

var music = new Option<string[]>("--music") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Folders of music." };
var withoutFolds = new Option<int[]>("--without-folds") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0], Description = "Folds of a tracks.csv that are left out." };
var teachers = new Option<string>("--teachers") { DefaultValueFactory = _ => Path.Combine("..", "shared", "models"), Description = "The folder of the teachers' ONNX files." };
var cache = new Option<string>("--cache") { Required = true, Description = "Where windows, teachers' answers and checkpoints are kept." };
var validation = new Option<double>("--validation") { DefaultValueFactory = _ => new WindowOptions().ValidationShare, Description = "Share of the artists or files that are kept for validation." };
var architecture = new Option<string>("--architecture") { DefaultValueFactory = _ => "mobile", Description = "The student: mobile or resnet." };
var epochs = new Option<int>("--epochs") { DefaultValueFactory = _ => new DistillationOptions().Epochs, Description = "Passes over the windows, those before a resumption included." };
var decay = new Option<int?>("--decay-epochs") { Description = "The last epochs, in which the learning rate falls." };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => new DistillationOptions().BatchSize, Description = "Windows of one step." };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => new DistillationOptions().LearningRate, Description = "The largest learning rate." };
var scale = new Option<double>("--scale") { DefaultValueFactory = _ => 2, Description = "How sharp the genres' probabilities are." };
var learned = new Option<string[]>("--learn-from") { AllowMultipleArgumentsPerToken = true, Description = "Names of the teachers to learn from; all where none is named." };
var unaltered = new Option<bool>("--unaltered") { Description = "Learns from unaltered windows only." };
var table = new Option<string>("--genres") { DefaultValueFactory = _ => Path.Combine("tools", "Distill", "genres.json"), Description = "Genres and the tags that speak for them." };
var reference = new Option<string[]>("--reference") { AllowMultipleArgumentsPerToken = true, Description = "Collections that a genre's scores are relative to; all of them where none is named." };
var output = new Option<string>("--output") { DefaultValueFactory = _ => ".", Description = "Folder for NAME.onnx and NAME.manifest.json." };

var prepare = new Command("prepare", "Cuts the music into windows and asks the teachers; goes on where it was stopped.") { music,
    withoutFolds, teachers, cache, validation };
prepare.SetAction((parsed, ct) =>
{
    Prepare(parsed, ct);
    return Task.FromResult(0);
});

var train = new Command("train", "Prepares, trains a student (or goes on where it was stopped) and exports it.")
{
    music, withoutFolds, teachers, cache, validation, architecture, epochs, decay, batch, rate, learned, unaltered, scale, table,
        reference, output,
};
train.SetAction((parsed, ct) =>
{
    string commit = StudentExport.Commit(); // of what is running: the sources may change in the hours to come
    (WindowSet windows, IReadOnlyDictionary<string, string> hashes) = Prepare(parsed, ct);
    string[]? names = parsed.GetValue(learned) is { Length: > 0 } some ? some : null;
    GenreHeadOptions genres = GenreTable.Read(parsed.GetValue(table)!, parsed.GetValue(teachers)!, names) with
    {
        Scale = parsed.GetValue(scale),
        Reference = parsed.GetValue(reference) is { Length: > 0 } named ? named : null,
    };
    NetworkArchitecture kind = NetworkArchitecture.Get(parsed.GetValue(architecture)!);
    int all = parsed.GetValue(epochs);
    var options = new DistillationOptions
    {
        Epochs = all,
        DecayEpochs = parsed.GetValue(decay) ?? Math.Min(new DistillationOptions().DecayEpochs, all),
        BatchSize = parsed.GetValue(batch),
        LearningRate = parsed.GetValue(rate),
        Teachers = names,
        AlteredWindows = !parsed.GetValue(unaltered),
        CheckpointPath = Path.Combine(parsed.GetValue(cache)!, kind.Name + ".checkpoint"),
    };
    using SpectrogramNetwork network = kind.Create(genres.Genres.Count);
    Console.WriteLine(TorchNative.SelfCheck());
    Console.WriteLine($"{kind.Name}: {network.ParameterCount:n0} parameters, {network.MultiplyAdds(windows.Mels, windows.Frames) / 1e6:f0} million multiply-adds a window");
    DistillationResult result = Distiller.Train(
        network, windows, genres, options, new LineProgress<DistillationProgress>(Line, p => p.Validated is not null, 30), ct);
    StudentExport.Write(parsed.GetValue(output)!, network, windows, genres, options, result, hashes, commit);
    return Task.FromResult(0);
});
return await new RootCommand("Distils teachers into the project's own backbone.") { prepare, train }.Parse(args).InvokeAsync();

(WindowSet Windows, IReadOnlyDictionary<string, string> Teachers) Prepare(ParseResult parsed, CancellationToken ct)
{
    IReadOnlyList<Teacher> all = TeacherFolder.Open(parsed.GetValue(teachers)!);
    WindowSet set = new WindowCache(parsed.GetValue(cache)!).Prepare(
        MusicFolders.Find(parsed.GetValue(music)!, parsed.GetValue(withoutFolds)!),
        all,
        new WindowOptions { ValidationShare = parsed.GetValue(validation) },
        new LineProgress<PreparationProgress>(
            p => $"{p.Done} of {p.Files} files, {p.FromCache} from the cache, {p.Windows} windows", p => p.Done == p.Files),
        ct);
    foreach (var (collection, hours) in set.HoursByCollection.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        Console.WriteLine($"{collection}: {hours:f2} h");
    foreach (var problem in set.Problems)
        Console.WriteLine($"left out: {problem.Path}: {problem.Reason}");
    Console.WriteLine($"{set.TrainCount} windows to learn from, {set.ValidationCount} to validate with");
    var hashes = all.ToDictionary(teacher => teacher.Description.Name, teacher => teacher.Sha256);
    foreach (Teacher teacher in all)
        teacher.Dispose();
    return (set, hashes);
}

static string Line(DistillationProgress progress) => progress.Validated is DistillationEpoch epoch
    ? $"epoch {epoch.Epoch} of {progress.Epochs}: embeddings {epoch.EmbeddingError:f3}, tags {epoch.TagError:f3}; validation {epoch.ValidationEmbeddingError:f3}, "
        + $"{epoch.ValidationTagError:f3}; rate {epoch.LearningRate:e1}; {progress.WindowsPerSecond:f0} windows/s; {epoch.Seconds:f0} s"
    : $"  {progress.Epoch}: step {progress.Step} of {progress.Steps}, embeddings {progress.EmbeddingError:f3}, tags {progress.TagError:f3}, {progress.WindowsPerSecond:f0} windows/s";
