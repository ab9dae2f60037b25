using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>What is done with the mel values after the filter bank.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MelCompression>))]
public enum MelCompression
{
    /// <summary>Nothing: the values stay powers (or magnitudes, where <see cref="MelOptions.Power"/> is 1).</summary>
    None,

    /// <summary>
    /// Decibels relative to the clip's largest value, floored at −<see cref="MelOptions.DynamicRange"/>:
    /// <c>librosa.power_to_db(S, ref=np.max, top_db=80)</c>, or <c>amplitude_to_db</c> where <see cref="MelOptions.Power"/> is 1.
    /// A silent clip, which has no largest value to relate to, is at the floor everywhere (librosa: 0 dB everywhere).
    /// </summary>
    Decibels,

    /// <summary>
    /// (ln(<see cref="MelOptions.LogFactor"/>·x + <see cref="MelOptions.LogOffset"/>) + <see cref="MelOptions.OutputShift"/>)
    /// · <see cref="MelOptions.OutputScale"/>.
    /// </summary>
    NaturalLog,

    /// <summary>
    /// (log10(<see cref="MelOptions.LogFactor"/>·x + <see cref="MelOptions.LogOffset"/>) + <see cref="MelOptions.OutputShift"/>)
    /// · <see cref="MelOptions.OutputScale"/>.
    /// </summary>
    Log10,
}
