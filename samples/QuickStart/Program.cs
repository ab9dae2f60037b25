using System.Diagnostics;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Training;
var sw = Stopwatch.StartNew();
var cv = MusicGenreClassifier.CrossValidate(args[0], new TrainOptions { Folds = 5, ReuseCachedBottleneckValues = true });
var m = cv.Pooled.Metrics;
Console.WriteLine($"{m.Top1:0.000} {m.TopK(2):0.000} {m.MacroF1:0.000} {m.LogLoss:0.000} emb {cv.Training!.EmbeddingTime.TotalSeconds:0.0} train {cv.Training.TrainingTime.TotalSeconds:0.0} total {sw.Elapsed.TotalSeconds:0.0}");
for (int i = 0; i < m.Genres.Count; i++) Console.WriteLine($"{m.Genres[i],-12} " + string.Join(' ', m.Confusion.Counts[i].Select(c => $"{c,3}")));
foreach (var t in cv.Pooled.Tracks) { var p = t.Probabilities.ToArray(); int b = Array.IndexOf(p, p.Max()); if (m.Genres[b] != t.Genre) Console.WriteLine($"{t.Track} -> {m.Genres[b]} {p.Max():0.00}"); }
