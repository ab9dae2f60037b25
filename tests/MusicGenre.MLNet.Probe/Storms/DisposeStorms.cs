using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Prediction.Explaining;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.Probe.Storms;

/// <summary>What is disposed under its users: classifiers with and without native code, and networks by themselves.</summary>
internal static class DisposeStorms
{
    /// <summary>Runs one after the other.</summary>
    /// <returns>Whether every call of each ended as it may.</returns>
    public static bool Run(TextWriter report)
    {
        using var folder = new TemporaryFolder();
        // Several segments of the pretrained network: Dispose may come between two of them.
        string file = folder.Combine("track.wav");
        ToneGenres.Compose("low", 25, 1).SaveWav(file);
        byte[] classical = TrainClassical(folder);
        return Classifiers("pretrained", MusicGenreClassifier.Pretrained, file, report)
            & Classifiers("mel-statistics", () => MusicGenreClassifier.Load(new MemoryStream(classical)), file, report)
            & Backbones("backbone by itself", () => BackboneCatalog.Open(BackboneCatalog.Default), report)
            & Networks("network of TorchSharp", () => NetworkArchitecture.SmallCnn.Create(3, new NetworkOptions { Width = 0.3 }), report);
    }

    private static byte[] TrainClassical(TemporaryFolder folder)
    {
        string data = ToneGenres.Write(folder.Combine("music"), tracks: 3);
        var options = new TrainOptions
        {
            Learner = new HeadLearner { Backbone = "mel-statistics", L2Candidates = [1] },
            ReuseCachedBottleneckValues = false,
        };
        using MusicGenreClassifier trained = MusicGenreClassifier.Train(data, options);
        using var saved = new MemoryStream();
        trained.Save(saved);
        return saved.ToArray();
    }

    private static bool Classifiers(string name, Func<MusicGenreClassifier> open, string file, TextWriter report)
    {
        AudioClip clip = AudioClip.FromFile(file);
        AudioClip second = ToneGenres.Compose("high", 1, 2);
        string[] files = [file, file, file];
        using MusicGenreClassifier undisturbed = open();
        GenrePrediction expected = undisturbed.Predict(clip);
        Explanation explained = undisturbed.Explain(second);

        return new DisposeStorm<MusicGenreClassifier>(
            name,
            open,
            [
                c => IsExpected(c.Predict(clip)),
                c => IsExpected(c.Predict(file)),
                c => IsExpected(c.PredictAsync(file).GetAwaiter().GetResult()),
                c => c.PredictMany(files).All(answer => answer.Prediction is { } prediction && IsExpected(prediction)),
                c => c.Explain(second).Patches.SequenceEqual(explained.Patches),
            ]).Run(report);

        bool IsExpected(GenrePrediction prediction) => prediction.Ranked.SequenceEqual(expected.Ranked);
    }

    private static bool Backbones(string name, Func<Backbone> open, TextWriter report)
    {
        AudioClip clip = ToneGenres.Compose("low", 10, 1);
        SpectrogramImage picture = SpectrogramImage.FromClip(clip);
        using Backbone undisturbed = open();
        float[] window = clip.Samples.ToArray();
        float[] ofWindow = undisturbed.EmbedWindow(window), ofPicture = undisturbed.EmbedPicture(picture);

        return new DisposeStorm<Backbone>(
            name,
            open,
            [b => b.EmbedWindow(window).SequenceEqual(ofWindow), b => b.EmbedPicture(picture).SequenceEqual(ofPicture)]).Run(report);
    }

    private static bool Networks(string name, Func<SpectrogramNetwork> open, TextWriter report)
    {
        // The threads of the storm are more than enough.
        TorchSharp.torch.set_num_threads(1);
        SpectrogramInput[] pictures = [SpectrogramInput.FromImage(SpectrogramImage.FromClip(ToneGenres.Compose("low", 3, 1)))];
        using SpectrogramNetwork undisturbed = open();
        float[] expected = NetworkPredictor.Predict(undisturbed, pictures)[0];

        return new DisposeStorm<SpectrogramNetwork>(
            name, open, [n => NetworkPredictor.Predict(n, pictures)[0].SequenceEqual(expected)]).Run(report);
    }
}
