using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>Descriptions of <see cref="TinyNetwork"/>, as the library writes them.</summary>
internal static class DescriptionSeeds
{
    public static IReadOnlyList<byte[]> All() => [.. ((BackboneDescription[])
    [
        TinyNetwork.Description,
        TinyNetwork.Description with { AcceptsShorterWindows = true, MinimumFrames = 4,
            Mel = MelOptions.Librosa with { Centered = false } },
        TinyNetwork.Description with { Input = BackboneInput.Picture, Layout = BackboneLayout.ChannelMelsFrames },
    ]).Select(description => JsonSerializer.SerializeToUtf8Bytes(description, BackboneJson.Type<BackboneDescription>()))];
}
