namespace MusicGenre.MLNet.Spectrograms.Fourier;

/// <summary>A radix-4 stage one butterfly at a time: the plain statement of what <see cref="VectorStage"/> does eight at a time.</summary>
internal static class ScalarStage
{
    /// <summary>
    /// With m = n/4 and stride s: from x[q + s(p + km)], k = 0…3, to y[q + s(4p + k)], for all p below m and q below s.
    /// </summary>
    public static void Radix4(SplitComplex x, SplitComplex y, Twiddles w, int stride)
    {
        int quarter = w.Quarter * stride;
        for (int p = 0; p < w.Quarter; p++)
        {
            float cos1 = w.Cos1[p], sin1 = w.Sin1[p], cos2 = w.Cos2[p], sin2 = w.Sin2[p], cos3 = w.Cos3[p], sin3 = w.Sin3[p];
            for (int q = 0; q < stride; q++)
            {
                int i = q + stride * p;
                int o = q + stride * 4 * p;
                float aRe = x.GetReal(i), aIm = x.GetImaginary(i);
                float bRe = x.GetReal(i + quarter), bIm = x.GetImaginary(i + quarter);
                float cRe = x.GetReal(i + 2 * quarter), cIm = x.GetImaginary(i + 2 * quarter);
                float dRe = x.GetReal(i + 3 * quarter), dIm = x.GetImaginary(i + 3 * quarter);

                float sumAcRe = aRe + cRe, sumAcIm = aIm + cIm, difAcRe = aRe - cRe, difAcIm = aIm - cIm;
                float sumBdRe = bRe + dRe, sumBdIm = bIm + dIm, difBdRe = bRe - dRe, difBdIm = bIm - dIm;

                y.SetReal(o, sumAcRe + sumBdRe);
                y.SetImaginary(o, sumAcIm + sumBdIm);
                // −i·(b − d) = difBdIm − i·difBdRe
                Turn(y, o + stride, difAcRe + difBdIm, difAcIm - difBdRe, cos1, sin1);
                Turn(y, o + 2 * stride, sumAcRe - sumBdRe, sumAcIm - sumBdIm, cos2, sin2);
                Turn(y, o + 3 * stride, difAcRe - difBdIm, difAcIm + difBdRe, cos3, sin3);
            }
        }
    }

    private static void Turn(SplitComplex y, int index, float re, float im, float cos, float sin)
    {
        y.SetReal(index, re * cos - im * sin);
        y.SetImaginary(index, re * sin + im * cos);
    }
}
