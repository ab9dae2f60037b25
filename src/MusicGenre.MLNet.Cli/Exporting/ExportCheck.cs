using Microsoft.ML.OnnxRuntime;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Cli.Exporting;

/// <summary>Compares what an exported model gives with the classifier's own probabilities, for sounds made up for it.</summary>
internal static class ExportCheck
{
    /// <summary>How far probabilities may be apart: the order of additions differs.</summary>
    public const double MostDifference = 1e-4;

    private const int Sounds = 3;

    /// <summary>Gets the largest difference of a probability.</summary>
    /// <param name="onnx">The exported model.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="classifier">The same, as people use it.</param>
    /// <exception cref="ToolException">ONNX Runtime cannot open the exported model.</exception>
    public static double Difference(byte[] onnx, GenreModel model, MusicGenreClassifier classifier)
    {
        BackboneDescription backbone = model.Backbone.Description;
        var extractor = new MelSpectrogramExtractor(backbone.Mel);
        using InferenceSession session = OnnxSession.Open(onnx, "the exported classifier");
        string input = backbone.InputName.Length > 0 ? backbone.InputName : session.InputNames[0];
        double most = 0;
        for (int sound = 0; sound < Sounds; sound++)
        {
            float[] samples = Sound(sound, backbone.WindowSamples, backbone.Mel.SampleRate);
            float[] found = Run(session, input, InputOf(backbone, extractor.Compute(samples)));
            var expected = classifier.Predict(new AudioClip(samples, backbone.Mel.SampleRate)).Ranked
                .ToDictionary(genre => genre.Genre, genre => genre.Probability);
            for (int i = 0; i < found.Length; i++)
                most = Math.Max(most, Math.Abs(found[i] - expected[model.Manifest.Genres[i]]));
        }
        return double.IsFinite(most) ? most : double.PositiveInfinity;
    }

    private static NetworkInput InputOf(BackboneDescription backbone, MelSpectrogram mel)
        => backbone.Input == BackboneInput.Picture
            ? NetworkInput.FromPicture(SpectrogramImage.FromMel(mel), backbone)
            : NetworkInput.FromMel(mel, backbone);

    private static float[] Run(InferenceSession session, string input, NetworkInput values)
    {
        using var options = new RunOptions();
        using OrtValue tensor = OrtValue.CreateTensorValueFromMemory<float>(OrtMemoryInfo.DefaultInstance, values.Values, values.Shape);
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [input], [tensor], [OnnxExport.Probabilities]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    // A chord, a beat, noise: each seeded by its number.
    private static float[] Sound(int number, int length, int sampleRate)
    {
        var random = new Random(number);
        var samples = new float[length];
        for (int i = 0; i < length; i++)
        {
            double time = (double)i / sampleRate, noise = 2 * random.NextDouble() - 1;
            samples[i] = (float)(number switch
            {
                0 => 0.2 * (Math.Sin(2 * Math.PI * 220 * time) + Math.Sin(2 * Math.PI * 277.2 * time)
                    + Math.Sin(2 * Math.PI * 329.6 * time)),
                1 => 0.8 * noise * Math.Exp(-12 * (time % 0.5)),
                _ => 0.3 * noise,
            });
        }
        return samples;
    }
}
