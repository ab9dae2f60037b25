namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Resizes grey pictures with a triangle filter, first across, then down.</summary>
internal static class ImageResampler
{
    /// <summary>Resizes [height × width] pixels to [newHeight × newWidth].</summary>
    public static byte[] Resize(ReadOnlySpan<byte> pixels, int width, int height, int newWidth, int newHeight)
    {
        Weights[] columns = Weights.Create(width, newWidth);
        var across = new float[(long)height * newWidth];
        for (int row = 0; row < height; row++)
            for (int column = 0; column < newWidth; column++)
                across[row * newWidth + column] = columns[column].Sum(pixels.Slice(row * width, width));
        Weights[] rows = Weights.Create(height, newHeight);
        var sums = new float[newWidth];
        var result = new byte[newWidth * newHeight];
        for (int row = 0; row < newHeight; row++)
        {
            Array.Clear(sums);
            for (int i = 0; i < rows[row].Values.Length; i++)
            {
                float weight = rows[row].Values[i];
                ReadOnlySpan<float> from = across.AsSpan((rows[row].First + i) * newWidth, newWidth);
                for (int column = 0; column < newWidth; column++)
                    sums[column] += weight * from[column];
            }
            for (int column = 0; column < newWidth; column++)
                result[row * newWidth + column] = (byte)Math.Clamp(sums[column] + 0.5f, 0, 255);
        }
        return result;
    }

    /// <summary>From which old pixels, with which weights, one new pixel is made.</summary>
    private readonly record struct Weights(int First, float[] Values)
    {
        public static Weights[] Create(int size, int newSize)
        {
            double scale = (double)size / newSize;
            double radius = Math.Max(1, scale);
            var all = new Weights[newSize];
            for (int i = 0; i < newSize; i++)
            {
                double center = (i + 0.5) * scale - 0.5;
                int first = Math.Max(0, (int)Math.Ceiling(center - radius));
                int last = Math.Min(size - 1, (int)Math.Floor(center + radius));
                var values = new float[last - first + 1];
                double sum = 0;
                for (int k = first; k <= last; k++)
                    sum += Math.Max(0, 1 - Math.Abs(k - center) / radius);
                for (int k = first; k <= last; k++)
                    values[k - first] = (float)(Math.Max(0, 1 - Math.Abs(k - center) / radius) / sum);
                all[i] = new Weights(first, values);
            }
            return all;
        }

        public float Sum(ReadOnlySpan<byte> line)
        {
            float sum = 0;
            for (int i = 0; i < Values.Length; i++)
                sum += Values[i] * line[First + i];
            return sum;
        }
    }
}
