namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The values of the window functions.</summary>
internal static class Windows
{
    /// <summary>A window's values, computed in double precision.</summary>
    public static float[] Create(WindowFunction function, int length)
    {
        int period = function switch
        {
            WindowFunction.Hann => length,
            WindowFunction.HannSymmetric => length - 1,
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such window function."),
        };
        var window = new float[length];
        for (int n = 0; n < length; n++)
            window[n] = (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * n / period));
        return window;
    }
}
