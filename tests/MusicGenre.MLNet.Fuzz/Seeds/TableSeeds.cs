using System.Text;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Small tables of the tracks that <see cref="ToneGenres"/> writes.</summary>
internal static class TableSeeds
{
    public static IReadOnlyList<byte[]> All() => [.. ((string[])
    [
        "path,genre,artist,fold\nhigh/high00.wav,high,A,1\nhigh/high01.wav,high,B,2\nlow/low00.wav,low,C,1\nlow/low01.wav,low,D,2\n",
        "path\r\nhigh/high00.wav\r\nlow/low00.wav\r\n",
        "\uFEFFfold,path,note,genre\n1.0,high/high00.wav,\"a, \"\"b\"\"\nc\",high\n,low/low00.wav,,low\n",
        "path,genre\n\"noise/noise00.wav\",\"n\"\nlow\\low00.wav,l\nmissing.wav,l\n",
    ]).Select(Encoding.UTF8.GetBytes)];
}
