namespace MusicGenre.MLNet.Backbones.Onnx;

/// <summary>Counts the weights of a network.</summary>
internal static class OnnxParameters
{
    /// <summary>Counts the values of the initializers that are floats of 16, 32 or 64 bits.</summary>
    /// <param name="model">The file's bytes, of a network that was opened.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static long Count(ReadOnlySpan<byte> model)
    {
        long count = 0;
        var field = new ProtoFields(model);
        while (field.Next())
            if (field is { Number: 7, IsBytes: true }) // graph
                count += CountOfGraph(field.Value);
        return count;
    }

    private static long CountOfGraph(ReadOnlySpan<byte> graph)
    {
        long count = 0;
        var field = new ProtoFields(graph);
        while (field.Next())
            if (field is { Number: 5, IsBytes: true } && IsFloat(field.Value)) // initializer
                count += OnnxTensor.Read(field.Value).Count;
        return count;
    }

    private static bool IsFloat(ReadOnlySpan<byte> tensor)
    {
        long type = 0;
        var field = new ProtoFields(tensor);
        while (field.Next())
            if (field is { Number: 2, IsBytes: false })
                type = ProtoFields.Varint(field.Value);
        return type is 1 or 10 or 11 or 16; // FLOAT, FLOAT16, DOUBLE, BFLOAT16
    }
}
