using DemoMusic.Sound;

namespace DemoMusic.Instruments;

/// <summary>A note as an instrument needs it.</summary>
/// <param name="Pitch">MIDI pitch.</param>
/// <param name="Samples">Length in samples, before the release.</param>
/// <param name="Velocity">How hard it is played, 0…1.</param>
internal readonly record struct Tone(double Pitch, int Samples, float Velocity)
{
    /// <summary>Fundamental frequency in hertz, A4 = 440.</summary>
    public double Hertz => 440 * Math.Pow(2, (Pitch - 69) / 12);

    /// <summary>Cycles a sample.</summary>
    public double Step => Hertz / Studio.SampleRate;

    /// <summary>For drums: frequency ratio to the normal tuning, which is pitch 60.</summary>
    public double Tuning => Math.Pow(2, (Pitch - 60) / 12);
}
