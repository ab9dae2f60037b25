using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>The settings of a <see cref="SoftmaxMapping"/> as JSON.</summary>
[JsonSerializable(typeof(SoftmaxSettings))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SoftmaxJson : JsonSerializerContext;
