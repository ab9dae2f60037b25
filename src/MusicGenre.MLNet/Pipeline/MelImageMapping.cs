using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>ML.NET's mapping from the path of an audio file to its spectrogram image; the settings travel in the model as JSON.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class MelImageMapping : CustomMappingFactory<MelImageMapping.Input, MelImageMapping.Output>
{
    public const string Contract = "MusicGenre.MelImage";

    public override Action<Input, Output> GetMapping()
    {
        var packaged = new Packaged<MelOptions>(json => JsonSerializer.Deserialize(json, BackboneJson.Type<MelOptions>())!);
        return (input, output) =>
        {
            MelOptions options = packaged.Open(input.Options);
            AudioClip clip = AudioClip.FromFile(input.Path.ToString(), options.SampleRate);
            output.Picture = ImageColumn.FromPicture(SpectrogramImage.FromClip(clip, options));
        };
    }

    public static byte[] Pack(MelOptions options) => JsonSerializer.SerializeToUtf8Bytes(
        options, BackboneJson.Type<MelOptions>(BackboneJson.Compact));

    internal sealed class Input
    {
        [ColumnName(PipelineColumns.Path)]
        public ReadOnlyMemory<char> Path { get; set; }

        [ColumnName(PipelineColumns.Package)]
        public VBuffer<byte> Options { get; set; }
    }

    internal sealed class Output
    {
        [ColumnName(PipelineColumns.Picture), AnyImageType]
        public MLImage Picture { get; set; } = null!;
    }
}
