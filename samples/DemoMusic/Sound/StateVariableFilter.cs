namespace DemoMusic.Sound;

/// <summary>
/// A resonant two-pole filter that stays stable while its cutoff moves (topology-preserving form; A. Simper,
/// "Solving the continuous SVF equations using trapezoidal integration", 2013).
/// </summary>
internal struct StateVariableFilter
{
    private float _a1, _a2, _a3, _k;
    private float _ic1, _ic2;

    /// <summary>Sets the cutoff in hertz and the resonance, 0 (none) … 1 (rings for ever).</summary>
    public void Set(double cutoff, double resonance)
    {
        double g = Math.Tan(Math.PI * Math.Clamp(cutoff, 20, 0.45 * Studio.SampleRate) / Studio.SampleRate);
        double k = 2 - 2 * Math.Clamp(resonance, 0, 0.97);
        double a1 = 1 / (1 + g * (g + k));
        (_a1, _a2, _a3, _k) = ((float)a1, (float)(g * a1), (float)(g * g * a1), (float)k);
    }

    /// <summary>Filters one sample and returns what is below the cutoff.</summary>
    public float LowPass(float input)
    {
        Step(input, out _, out float low);
        return low;
    }

    /// <summary>Filters one sample and returns what is around the cutoff.</summary>
    public float BandPass(float input)
    {
        Step(input, out float band, out _);
        return band * _k;
    }

    /// <summary>Filters one sample and returns what is above the cutoff.</summary>
    public float HighPass(float input)
    {
        Step(input, out float band, out float low);
        return input - _k * band - low;
    }

    private void Step(float input, out float band, out float low)
    {
        float v3 = input - _ic2;
        band = _a1 * _ic1 + _a2 * v3;
        low = _ic2 + _a2 * _ic1 + _a3 * v3;
        _ic1 = 2 * band - _ic1;
        _ic2 = 2 * low - _ic2;
    }
}
