using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Evaluation.Trust;

/// <summary>What a classifier knows of its own limits: learned with it, saved with it.</summary>
/// <param name="Space">Where known music lies; <see langword="null"/> with <paramref name="Rule"/> if it cannot tell.</param>
/// <param name="Rule">What is unknown.</param>
/// <param name="Sets">Its sets of genres; <see langword="null"/> if it has none.</param>
internal sealed record ClassifierTrust(EmbeddingSpace? Space, UnknownRule? Rule, GenreSets? Sets)
{
    // The first of an entry's bytes: raise it when the rest means something else.
    private const int Version = 1;

    private const int MostValues = 1 << 24;

    /// <summary>Computes how strange a track is; <see langword="null"/> if the classifier cannot tell.</summary>
    /// <param name="embedding">The track's embedding.</param>
    /// <param name="probabilities">Its probabilities.</param>
    public double? Novelty(ReadOnlySpan<float> embedding, ReadOnlySpan<float> probabilities)
        => Space is null || Rule is null ? null : Rule.Novelty(Space.Distance(embedding), UnknownRule.EntropyOf(probabilities));

    /// <summary>Measures held-out answers.</summary>
    public TrustFigures? Measure(IReadOnlyList<string> genres, IReadOnlyList<(ScoredTrack Answer, float[] Embedding)> tracks)
    {
        if (Rule is null || Sets is null)
            return null;
        float least = Sets.LeastProbability(TrustFigures.Coverage);
        int unknown = 0, covered = 0, size = 0;
        foreach ((ScoredTrack answer, float[] embedding) in tracks)
        {
            ReadOnlySpan<float> probabilities = answer.Probabilities.Span;
            unknown += Novelty(embedding, probabilities) > Rule.Threshold ? 1 : 0;
            int first = answer.Predicted(genres), right = GenreList.IndexOf(genres, answer.Genre, nameof(tracks));
            for (int i = 0; i < probabilities.Length; i++)
            {
                bool within = i == first || probabilities[i] >= least;
                size += within ? 1 : 0;
                covered += within && i == right ? 1 : 0;
            }
        }
        return new TrustFigures(tracks.Count, unknown, covered, size);
    }

    /// <summary>Writes it as bytes, little-endian.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(Space is not null && Rule is not null);
        if (Space is not null && Rule is not null)
        {
            writer.Write(Space.Offset.Length);
            writer.Write(Space.Directions.Length);
            foreach (float[] values in (float[][])[Space.Offset, Space.Scale, .. Space.Directions])
                writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            foreach (double value in (double[])
                [Rule.Distance.Mean, Rule.Distance.Deviation, Rule.Entropy.Mean, Rule.Entropy.Deviation, Rule.EntropyWeight,
                    Rule.Threshold, Rule.Rate])
                writer.Write(value);
        }
        writer.Write(Sets is null ? -1 : Sets.Scores.Length);
        if (Sets is not null)
            writer.Write(MemoryMarshal.AsBytes(Sets.Scores.AsSpan()));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    /// <exception cref="EndOfStreamException">They end too soon.</exception>
    public static ClassifierTrust FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadInt32() != Version)
            throw new InvalidDataException("what the classifier knows of its limits is of another version.");
        EmbeddingSpace? space = null;
        UnknownRule? rule = null;
        if (reader.ReadBoolean())
        {
            int size = Count(), directions = Count();
            // Before memory is taken for as many: of no values each, any number fits into any file.
            if (size == 0 || (2L + directions) * size > bytes.Length / sizeof(float))
                throw new InvalidDataException("what the classifier knows of its limits is incomplete.");
            space = new EmbeddingSpace(Floats(size), Floats(size), [.. Enumerable.Range(0, directions).Select(_ => Floats(size))]);
            rule = new UnknownRule(
                (reader.ReadDouble(), reader.ReadDouble()), (reader.ReadDouble(), reader.ReadDouble()), reader.ReadDouble(),
                reader.ReadDouble(), reader.ReadDouble());
        }
        int scores = reader.ReadInt32();
        return new ClassifierTrust(space, rule, scores < 0 ? null : new GenreSets(Floats(scores)));

        int Count() => reader.ReadInt32() is >= 0 and <= MostValues and int count
            ? count : throw new InvalidDataException("what the classifier knows of its limits is damaged.");

        float[] Floats(int count)
        {
            // Before memory is taken for them: a damaged number may be large.
            if (count > (bytes.Length - reader.BaseStream.Position) / sizeof(float))
                throw new InvalidDataException("what the classifier knows of its limits is incomplete.");
            var values = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }
}
