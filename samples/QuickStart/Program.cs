// Everything once: compose music, train, measure, save, load, classify, draw. Needs no files and no network.
using DemoMusic;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Spectrograms.Figures;

const string Pictures = "spectrograms";
string music = Path.Combine(Pictures, "demo-music");

// 1. Music: one folder a genre. With music of your own, begin at step 2 with music = "your/folder".
var library = new DemoMusicLibrary();
int composed = library.Write(music);
Console.WriteLine($"Music: {library.TrackCount} tracks in {music}, {composed} of them composed now");

// 2. Train. A fifth of the tracks is held out: the figures are of those. By default the model that you get learns from
//    them, too, once they are taken; here it does not, so that one of them can be classified below.
using MusicGenreClassifier trained = MusicGenreClassifier.Train(
    music, new TrainOptions { Learner = new HeadLearner { RefitOnAllData = false } });
EvaluationResult heldOut = trained.HeldOut!;
EvaluationMetrics metrics = heldOut.Metrics;
Console.WriteLine($"""

    Held out: {metrics.Count} of {trained.Training!.Tracks} tracks, backbone {trained.Training.Backbone}, {heldOut.Split}
    right (top-1)        {metrics.Top1:P1} (95 % interval {metrics.Top1Interval.Lower:P1} to {metrics.Top1Interval.Upper:P1})
    among the first two  {metrics.TopK(2):P1}
    macro F1             {metrics.MacroF1:0.000}
    log-loss             {metrics.LogLoss:0.000}

    {"genre",-12}{"tracks",8}{"precision",12}{"recall",10}{"F1",8}
    """);
foreach (GenreMetrics genre in metrics.PerGenre)
    Console.WriteLine($"{genre.Genre,-12}{genre.Support,8}{genre.Precision,12:P0}{genre.Recall,10:P0}{genre.F1,8:0.000}");

// 3. Save the classifier, backbone included, as one file, and load it again.
string model = Path.Combine(Pictures, "genres.zip");
trained.Save(model);
using MusicGenreClassifier classifier = MusicGenreClassifier.Load(model);
Console.WriteLine($"\nModel saved to {model} ({new FileInfo(model).Length / 1024} KiB) and loaded again");

// 4. Classify. This track is one of those that the classifier never heard.
ScoredTrack track = heldOut.Tracks[heldOut.Tracks.Count / 2];
GenrePrediction answer = classifier.Predict(Path.Combine(music, track.Track));
Console.WriteLine($"\n{track.Track} (held out; {track.Genre}):");
foreach (GenreProbability genre in answer.Top(5))
    Console.WriteLine($"{genre.Genre,-12}{genre.Probability,8:P1} {new string('█', (int)(40 * genre.Probability))}");

// 5. Draw: two spectrograms of each genre as networks read them, one of them for people, and the confusion matrix.
foreach (IGrouping<string, ScoredTrack> genre in heldOut.Tracks.GroupBy(scored => scored.Genre))
{
    string folder = Directory.CreateDirectory(Path.Combine(Pictures, "images", genre.Key)).FullName;
    foreach (string path in genre.Select(scored => scored.Track).Order().Take(2))
        SpectrogramImage.FromClip(Clip(path)).Save(Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ".png"));
    string first = genre.Min(scored => scored.Track)!;
    SpectrogramFigure.Save(
        Clip(first), Path.Combine(Pictures, $"{genre.Key}.png"), new FigureOptions { Title = $"{genre.Key}: {Path.GetFileName(first)}" });
}
metrics.Confusion.SavePicture(Path.Combine(Pictures, "confusion-matrix.png"), $"{metrics.Top1:P1} of {metrics.Count} tracks right");
Console.WriteLine($"\nPictures are in {Path.GetFullPath(Pictures)}");

AudioClip Clip(string path) => AudioClip.FromFile(Path.Combine(music, path));
