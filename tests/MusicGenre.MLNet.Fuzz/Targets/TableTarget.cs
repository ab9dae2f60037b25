using System.Text;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Fuzz.Mutation;
using MusicGenre.MLNet.Fuzz.Seeds;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>The table of tracks, <c>tracks.csv</c>, in a folder of music.</summary>
internal static class TableTarget
{
    // One folder for all inputs: it is the table that is attacked.
    private static readonly Lazy<string> Folder = new(() => ToneGenres.Write(
        Directory.CreateTempSubdirectory("musicgenre-fuzz-").FullName, tracks: 2, seconds: 0.1));

    public static FuzzTarget Target { get; } = new()
    {
        Name = "csv",
        Run = Run,
        Documented = [typeof(DatasetException)],
        MakeSeeds = TableSeeds.All,
        Mutate = Mutate,
        Share = 80,
    };

    public static void Run(ReadOnlySpan<byte> input)
    {
        File.WriteAllBytes(Path.Combine(Folder.Value, "tracks.csv"), input);
        GenreDataset.Open(Folder.Value, new DatasetOptions { RequireTrainable = false });
    }

    private static byte[] Mutate(Dice dice, byte[] seed) => dice.OneIn(4)
        ? ByteMutator.Mutate(dice, seed)
        : TextMutator.Mutate(dice, Encoding.UTF8.GetString(seed), TextMutator.TableWords);
}
