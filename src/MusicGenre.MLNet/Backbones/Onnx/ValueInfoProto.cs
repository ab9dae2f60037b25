using static MusicGenre.MLNet.Backbones.Onnx.TensorShapeProto.Types;

namespace MusicGenre.MLNet.Backbones.Onnx;

/// <content>What is compiled from Onnx.proto has no constructors that set several fields at once.</content>
internal sealed partial class ValueInfoProto
{
    /// <summary>Describes an input or output of 32-bit floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Each dimension: a length (<see cref="int"/>), or the name of a free one.</param>
    public static ValueInfoProto Floats(string name, params object[] shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = TensorProto.Types.DataType.Float,
                Shape = new TensorShapeProto
                {
                    Dim = { shape.Select(size => size is string free
                        ? new Dimension { DimParam = free } : new() { DimValue = (int)size }) },
                },
            },
        },
    };
}
