namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>The factors exp(−2πi·kp/n), k = 1, 2, 3 and p = 0…n/4 − 1, of one radix-4 stage, computed in double precision.</summary>
internal sealed class Twiddles
{
    public Twiddles(int n)
    {
        Quarter = n / 4;
        (Cos1, Sin1) = Table(n, 1);
        (Cos2, Sin2) = Table(n, 2);
        (Cos3, Sin3) = Table(n, 3);
    }

    /// <summary>A quarter of the stage's size: how many values of p there are.</summary>
    public int Quarter { get; }

    public float[] Cos1 { get; }
    public float[] Sin1 { get; }
    public float[] Cos2 { get; }
    public float[] Sin2 { get; }
    public float[] Cos3 { get; }
    public float[] Sin3 { get; }

    private static (float[] Cos, float[] Sin) Table(int n, int k)
    {
        var cos = new float[n / 4];
        var sin = new float[n / 4];
        for (int p = 0; p < cos.Length; p++)
        {
            double angle = -2 * Math.PI * k * p / n;
            cos[p] = (float)Math.Cos(angle);
            sin[p] = (float)Math.Sin(angle);
        }
        return (cos, sin);
    }
}
