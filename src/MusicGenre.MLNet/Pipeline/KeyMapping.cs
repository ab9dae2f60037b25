using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>Gives every row the same key, under which <see cref="SavedConstant"/> keeps its value in the model file.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class KeyMapping : CustomMappingFactory<KeyMapping.Input, KeyMapping.Output>
{
    public const string Contract = "MusicGenre.Key";

    public const int Key = 1;

    public override Action<Input, Output> GetMapping() => static (_, output) => output.Key = Key;

    internal sealed class Input;

    internal sealed class Output
    {
        [ColumnName(PipelineColumns.Key)]
        public int Key { get; set; }
    }
}
