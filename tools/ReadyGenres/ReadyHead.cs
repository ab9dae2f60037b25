using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Heads;

namespace ReadyGenres;

/// <summary>Makes the head of the ready genres out of the network's own and of labelled tracks.</summary>
internal sealed class ReadyHead
{
    // Chosen by cross-validation on folds 1 to 4 of taffc9, see docs/results/ready-genres.md.
    private const double Penalty = 1000, Deviation = 2, BiasShare = 0.25, Broad = 3;

    /// <summary>What taffc9's genres are called among the ready ones.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["blues"] = "blues", ["country"] = "country", ["electronic"] = "electronic", ["hiphop"] = "hip hop", ["jazz"] = "jazz",
        ["latin"] = "latin", ["poprock"] = "rock", ["reggae"] = "reggae", ["rnb"] = "r&b",
    };

    // Music's first level in AudioSet's ontology, and the genres of the MSD tagtraum annotations (Schreiber, ISMIR 2015).
    private static readonly string[] BroadGenres =
    [
        "pop", "hip hop", "rock", "r&b", "soul", "reggae", "country", "funk", "folk", "middle eastern", "jazz", "disco", "classical",
        "electronic", "latin", "blues", "children's music", "new age", "a cappella", "ska", "christian", "indie", "metal", "punk",
    ];

    private readonly float[] _offset, _scale;
    private readonly float[][] _weights;
    private readonly float[] _biases;

    /// <summary>Takes the network's own last layer, for embeddings that are standardised over some tracks.</summary>
    public ReadyHead(IReadOnlyList<HeardTrack> tracks)
    {
        int size = tracks[0].Embedding.Length;
        (_offset, _scale) = (new float[size], new float[size]);
        for (int i = 0; i < size; i++)
        {
            double mean = tracks.Average(t => (double)t.Embedding[i]);
            double deviation = Math.Sqrt(tracks.Average(t => (t.Embedding[i] - mean) * (t.Embedding[i] - mean)));
            (_offset[i], _scale[i]) = ((float)mean, (float)(deviation + 1e-6));
        }
        GraphProto graph = ModelProto.Parser.ParseFrom(EmbeddedNetworks.Default.ReadWeights()).Graph;
        Half[] halves = [.. MemoryMarshal.Cast<byte, Half>(graph.Initializer.First(t => t.Name == "head.1.weight").RawData.Span)];
        float[] biases = [.. MemoryMarshal.Cast<byte, float>(graph.Initializer.First(t => t.Name == "head.1.bias").RawData.Span)];
        float[][] weights = [.. halves.Chunk(size).Select(row => row.Select(value => (float)value).ToArray())];
        _biases = [.. weights.Select((row, g) => biases[g] + TensorPrimitives.Dot<float>(row, _offset))];
        _weights = [.. weights.Select(row => row.Zip(_scale, (weight, scale) => weight * scale).ToArray())];
    }

    /// <summary>Gets the ready genres, in the order of the scores.</summary>
    public static IReadOnlyList<string> Genres => EmbeddedNetworks.Default.Genres;

    /// <summary>Learns from labelled tracks; without any it is the network's own head.</summary>
    /// <param name="labelled">The tracks to learn from.</param>
    /// <param name="reference">Music that scores are brought to one mean and deviation over.</param>
    public LinearHead Learn(IReadOnlyList<HeardTrack> labelled, IReadOnlyList<HeardTrack> reference)
    {
        string[] known = [.. Names.Keys];
        int[] columns = [.. Names.Values.Select(name => Genres.IndexOf(name))];
        (float[][] weights, float[] biases) = GenreLearner.Learn(
            [.. labelled.Select(Row)], [.. labelled.Select(t => Array.IndexOf(known, t.Genre))], columns, _weights, _biases, Penalty);
        float[][] rows = [.. reference.Select(Row)];
        for (int g = 0; g < weights.Length; g++)
        {
            double[] scores = [.. rows.Select(row => (double)TensorPrimitives.Dot<float>(row, weights[g]) + biases[g])];
            double mean = scores.Average(), factor = Deviation / Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)));
            biases[g] = (float)(((biases[g] - mean) * factor)
                + (columns.Contains(g) ? BiasShare * Math.Clamp(mean, -9, 9) : 0) + (BroadGenres.Contains(Genres[g]) ? Broad : 0));
            for (int i = 0; i < weights[g].Length; i++)
            {
                weights[g][i] = (float)(weights[g][i] * factor / _scale[i]);
                biases[g] -= weights[g][i] * _offset[i];
            }
        }
        return LinearHead.Of(weights, biases);
    }

    /// <summary>Gets the network's own head.</summary>
    public LinearHead Prior()
    {
        float[][] weights = [.. _weights.Select(row => row.Zip(_scale, (weight, scale) => weight / scale).ToArray())];
        return LinearHead.Of(weights, [.. _biases.Select((bias, g) => bias - TensorPrimitives.Dot<float>(weights[g], _offset))]);
    }

    private float[] Row(HeardTrack track)
    {
        var row = new float[_offset.Length];
        for (int i = 0; i < row.Length; i++)
            row[i] = (track.Embedding[i] - _offset[i]) / _scale[i];
        return row;
    }
}

/// <summary>Lists that are read only.</summary>
internal static class Lists
{
    public static int IndexOf(this IReadOnlyList<string> list, string item) => list.Index().First(one => one.Item == item).Index;
}
