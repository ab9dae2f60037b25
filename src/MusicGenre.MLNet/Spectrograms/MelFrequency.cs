namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Between hertz and mel.</summary>
internal static class MelFrequency
{
    // Slaney, Auditory Toolbox (1998): 200/3 Hz a mel up to 1 kHz, above it 27 mels for every factor of 6.4.
    private const double SlaneyLinear = 200.0 / 3;
    private const double SlaneyBreak = 1000;
    private const double SlaneyBreakMel = SlaneyBreak / SlaneyLinear;
    private static readonly double SlaneyLogStep = Math.Log(6.4) / 27;

    public static double FromHertz(double hertz, MelScale scale) => scale switch
    {
        MelScale.Slaney => hertz < SlaneyBreak ? hertz / SlaneyLinear : SlaneyBreakMel + Math.Log(hertz / SlaneyBreak) / SlaneyLogStep,
        _ => 2595 * Math.Log10(1 + hertz / 700),
    };

    public static double ToHertz(double mel, MelScale scale) => scale switch
    {
        MelScale.Slaney => mel < SlaneyBreakMel ? mel * SlaneyLinear : SlaneyBreak * Math.Exp((mel - SlaneyBreakMel) * SlaneyLogStep),
        _ => 700 * (Math.Pow(10, mel / 2595) - 1),
    };

    /// <summary>Edges of <paramref name="bands"/> bands, evenly spaced in mel: band b reaches from edge b over b + 1, its peak, to b + 2.</summary>
    /// <returns>The edges in mel, bands + 2 values.</returns>
    public static double[] Edges(double minHertz, double maxHertz, int bands, MelScale scale)
    {
        double low = FromHertz(minHertz, scale), high = FromHertz(maxHertz, scale);
        var edges = new double[bands + 2];
        for (int i = 0; i < edges.Length; i++)
            edges[i] = low + (high - low) * i / (bands + 1);
        return edges;
    }
}
