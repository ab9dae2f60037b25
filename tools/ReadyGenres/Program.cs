using System.CommandLine;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Evaluation.Calibration;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;
using ReadyGenres;

var labelled = new Option<string>("--labelled") { Required = true, Description = "taffc9; its fold 0 is never used." };
var unlabelled = new Option<string>("--unlabelled") { DefaultValueFactory = _ => "../shared/data/unlabelled-music", Description = "A folder of music without labels." };
var output = new Option<string?>("--output") { Description = "The file to write: mobile.ready.bin. Without it, only figures are shown." };
var notMusic = new Option<string?>("--not-music") { Description = "Sound of make-not-music.sh: measures how it is told from music, and nothing else." };
var root = new RootCommand("Learns the ready genres from labels, with the network's own head as prior.") { labelled, unlabelled, output, notMusic };
root.SetAction(parsed =>
{
    using var listener = new Listener(null);
    HeardTrack[] tracks = [.. listener.Hear(parsed.GetValue(labelled)!).Where(t => t.Fold > 0)];
    if (parsed.GetValue(notMusic) is { } strange)
    {
        UnknownMeasure.Show(tracks, listener.Hear(strange));
        return;
    }
    IReadOnlyList<HeardTrack> others = listener.Hear(parsed.GetValue(unlabelled)!);
    var ready = new ReadyHead(tracks);
    string[] names = [.. ReadyHead.Names.Keys.Order(StringComparer.Ordinal)];
    int[] places = [.. names.Select(name => ReadyHead.Genres.IndexOf(ReadyHead.Names[name]))];

    ScoredTrack[] Score(LinearHead head, IEnumerable<HeardTrack> of)
        => [.. of.Select(t => new ScoredTrack(t.Path, t.Genre, head.Choose(places).Score(t.Embedding)))];
    void Show(string what, ScoredTrack[] answers)
    {
        EvaluationMetrics metrics = EvaluationMetrics.Compute(names, answers);
        Console.WriteLine(FormattableString.Invariant(
            $"{what}: top-1 {metrics.Top1:0.000}, top-2 {metrics.TopK(2):0.000}, mean recall {metrics.PerGenre.Average(g => g.Recall):0.000}, log-loss {metrics.LogLoss:0.000}"));
    }
    double All(Func<int, LinearHead> heads) => tracks.Average(t =>
    {
        float[] p = heads(t.Fold).Score(t.Embedding);
        return ReadyHead.Genres[Array.IndexOf(p, p.Max())] == ReadyHead.Names[t.Genre] ? 1.0 : 0;
    });

    LinearHead prior = ready.Prior();
    Dictionary<int, LinearHead> folds = tracks.Select(t => t.Fold).Distinct().ToDictionary(fold => fold, fold =>
    {
        HeardTrack[] train = [.. tracks.Where(t => t.Fold != fold)];
        return ready.Learn(train, [.. train, .. others]);
    });
    Show("folds 1 to 4, nine genres, the network's own head", Score(prior, tracks));
    ScoredTrack[] held = [.. folds.SelectMany(fold => Score(fold.Value, tracks.Where(t => t.Fold == fold.Key)))];
    Show("the same, learned from the other three folds", held);
    Console.WriteLine(FormattableString.Invariant($"all ready genres offered: {All(_ => prior):0.000}, learned {All(f => folds[f]):0.000}"));
    TemperatureScaling temperature = TemperatureScaling.Fit(names, held);
    Show(FormattableString.Invariant($"the same at temperature {temperature.Temperature:0.00}"), [.. held.Select(temperature.Apply)]);

    HeardTrack[] known = [.. tracks, .. others];
    var distances = new List<double>();
    for (int part = 0; part < 5; part++)
    {
        EmbeddingSpace space = EmbeddingSpace.Fit([.. known.Where((_, i) => i % 5 != part).Select(t => t.Embedding)]);
        distances.AddRange(known.Where((_, i) => i % 5 == part).Select(t => space.Distance(t.Embedding)));
    }
    // Music of any genre is known, so that the undecided are not unknown.
    var trust = new ClassifierTrust(
        EmbeddingSpace.Fit([.. known.Select(t => t.Embedding)]), UnknownRule.Fit(distances, new double[distances.Count], 0), null);
    if (parsed.GetValue(output) is { } path)
    {
        byte[] head = ready.Learn(tracks, known).WithTemperature(temperature.Temperature).ToBytes(), limits = trust.ToBytes();
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(head.Length);
        writer.Write(head);
        writer.Write(limits);
    }
});
return root.Parse(args).Invoke();
