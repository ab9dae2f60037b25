using System.Text.Json;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>The arrays librosa 0.10.1 computed, made by Golden/make_golden.py.</summary>
internal static class Golden
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    public static float[] Read(string name) => SharedData.ReadFloats(Path.Combine(Folder, name + ".f32"));

    public static int[] Shape(string name)
    {
        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")));
        return [.. index.RootElement.GetProperty("arrays").GetProperty(name).GetProperty("shape").EnumerateArray()
            .Select(e => e.GetInt32())];
    }

    /// <summary>The largest difference of two arrays, in units of the largest value of the second.</summary>
    public static double LargestDifference(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, bool relative)
    {
        Assert.That(actual.Length, Is.EqualTo(expected.Length));
        double difference = 0, largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            // A NaN must not slip through a comparison that is false.
            Assert.That(float.IsFinite(actual[i]), Is.True, $"value {i} is {actual[i]}");
            difference = Math.Max(difference, Math.Abs((double)actual[i] - expected[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }
        return relative ? difference / largest : difference;
    }
}
