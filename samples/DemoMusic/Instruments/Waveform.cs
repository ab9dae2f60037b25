namespace DemoMusic.Instruments;

/// <summary>What an oscillator of <see cref="AnalogSynth"/> makes.</summary>
internal enum Waveform
{
    /// <summary>All harmonics.</summary>
    Saw,

    /// <summary>High for part of the cycle, low for the rest.</summary>
    Pulse,

    /// <summary>Weak odd harmonics.</summary>
    Triangle,
}
