namespace DemoMusic.Sound;

/// <summary>Attack, decay, sustain, release: linear attack, exponential decay and release.</summary>
internal struct Envelope
{
    private readonly float _attackStep;
    private readonly float _decay;
    private readonly float _sustain;
    private readonly float _release;
    private readonly int _held;
    private int _at;
    private float _level;
    private bool _attacking = true;

    /// <param name="attack">Seconds to full level.</param>
    /// <param name="decay">Seconds in which the level then falls to a tenth of its way to the sustained one.</param>
    /// <param name="sustain">Sustained level, 0…1.</param>
    /// <param name="release">Seconds in which the level falls by 40 dB after the note.</param>
    /// <param name="held">Samples for which the note is held.</param>
    public Envelope(double attack, double decay, double sustain, double release, int held)
    {
        _attackStep = (float)(1 / Math.Max(1, attack * Studio.SampleRate));
        _decay = (float)Math.Pow(0.1, 1 / Math.Max(1, decay * Studio.SampleRate));
        _release = (float)Math.Pow(0.01, 1 / Math.Max(1, release * Studio.SampleRate));
        _sustain = (float)sustain;
        _held = held;
    }

    /// <summary>The level at the next sample.</summary>
    public float Next()
    {
        if (_at++ >= _held)
            return _level *= _release;
        if (_attacking)
        {
            _level += _attackStep;
            if (_level < 1)
                return _level;
            _level = 1;
            _attacking = false;
        }
        return _level = _sustain + (_level - _sustain) * _decay;
    }
}
