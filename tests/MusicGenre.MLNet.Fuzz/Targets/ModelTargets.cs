using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Model files: damaged ones, which must not answer otherwise than whole ones, and forged ones, whose hashes are right.</summary>
internal static class ModelTargets
{
    private static readonly AudioClip Sound = ToneGenres.Compose("low", 1.5, 7);

    private static HashSet<string> _right = [];

    /// <summary>Models that something damaged: none may give another answer than a whole one.</summary>
    public static FuzzTarget Damaged { get; } = new()
    {
        Name = "model",
        Run = Run,
        Documented = [typeof(ModelFileException)],
        MakeSeeds = ModelSeeds.All,
        Mutate = MutateDamaged,
        Prepare = seeds => _right = [.. seeds.Select(seed => Answer(seed))],
        Share = 20,
    };

    /// <summary>Models whose entries were changed by somebody who made the hashes right again.</summary>
    public static FuzzTarget Forged { get; } = Damaged with
    {
        Name = "model-forged",
        Run = RunForged,
        Documented = [typeof(ModelFileException), typeof(BackboneException), typeof(AudioFormatException),
            typeof(SpectrogramImageException)],
        Mutate = MutateForged,
        MoreMemory = 192 << 20,
        Prepare = null,
        Share = 20,
    };

    /// <summary>Models whose manifest was changed, which no hash covers.</summary>
    public static FuzzTarget Manifest { get; } = Forged with { Name = "manifest", Mutate = MutateManifest, Share = 30 };

    public static void Run(ReadOnlySpan<byte> input)
    {
        string answer = Answer(input);
        if (!_right.Contains(answer))
            throw new WrongAnswerException($"A damaged model answers otherwise than a whole one, {answer}");
    }

    public static void RunForged(ReadOnlySpan<byte> input) => Answer(input);

    private static string Answer(ReadOnlySpan<byte> model)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(new MemoryStream(model.ToArray()));
        GenrePrediction answer = classifier.Predict(Sound);
        float sum = answer.Ranked.Sum(genre => genre.Probability);
        return Math.Abs(sum - 1) < 1e-3 && answer.Ranked.Count == classifier.Genres.Count
            ? string.Join(' ', answer.Ranked.Select(genre => $"{genre.Genre} {genre.Probability:R}"))
            : throw new WrongAnswerException($"The probabilities of {answer.Ranked.Count} genres sum to {sum}.");
    }

    private static byte[] MutateDamaged(Dice dice, byte[] seed)
    {
        if (dice.OneIn(2))
            return ByteMutator.Mutate(dice, seed);
        List<(string Name, byte[] Data)> entries = ZipParts.Read(seed);
        // The manifest itself is covered by the zip's checksum only.
        int at = dice.Next(entries.Count);
        if (entries[at].Name != ModelSeeds.Manifest)
            entries[at] = (entries[at].Name, ByteMutator.Mutate(dice, entries[at].Data));
        return ZipParts.Write(entries);
    }

    private static byte[] MutateForged(Dice dice, byte[] seed)
    {
        List<(string Name, byte[] Data)> entries = ZipParts.Read(seed);
        for (int rounds = dice.Rounds(); rounds > 0 && entries.Count > 0; rounds--)
        {
            int[] own = [.. entries.Index().Where(entry => entry.Item.Name.StartsWith("MusicGenre/", StringComparison.Ordinal)
                || entry.Item.Name.EndsWith("DefaultMap.idv", StringComparison.Ordinal)).Select(entry => entry.Index)];
            if (dice.OneIn(8) || own.Length == 0)
            {
                ZipParts.MutateList(dice, entries);
                continue;
            }
            int at = dice.OneIn(8) ? dice.Next(entries.Count) : dice.Pick(own);
            (string name, byte[] data) = entries[at];
            entries[at] = (name, name == ModelSeeds.Manifest ? JsonMutator.Mutate(dice, data) : ByteMutator.Once(dice, [.. data]));
        }
        return ZipParts.Write(Reseal(entries));
    }

    private static byte[] MutateManifest(Dice dice, byte[] seed) => ZipParts.Write(ZipParts.Read(seed)
        .Select(entry => entry.Name == ModelSeeds.Manifest ? (entry.Name, JsonMutator.Mutate(dice, entry.Data)) : entry));

    // As far as the manifest can still be read.
    private static IEnumerable<(string Name, byte[] Data)> Reseal(List<(string Name, byte[] Data)> entries)
    {
        int at = entries.FindIndex(entry => entry.Name == ModelSeeds.Manifest);
        try
        {
            if (at < 0 || JsonNode.Parse(entries[at].Data) is not JsonObject manifest || manifest["Contents"] is not JsonObject contents)
                return entries;
            foreach ((string name, byte[] data) in entries)
                if (contents.ContainsKey(name))
                    contents[name] = Convert.ToHexStringLower(SHA256.HashData(data));
            foreach (string gone in contents.Select(hash => hash.Key).Except(entries.Select(entry => entry.Name)).ToArray())
                contents.Remove(gone);
            entries[at] = (ModelSeeds.Manifest, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            // A manifest that is no JSON any more.
        }
        return entries;
    }
}
