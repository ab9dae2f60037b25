using System.Text.Json.Serialization;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Which formula places the mel bands, and in which unit their triangles are straight.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MelScale>))]
public enum MelScale
{
    /// <summary>
    /// Slaney's Auditory Toolbox (1998): linear below 1 kHz, logarithmic above; triangles straight in hertz.
    /// <c>librosa.filters.mel(htk=False)</c>.
    /// </summary>
    Slaney,

    /// <summary>
    /// The HTK book's 2595·log10(1 + f/700); triangles straight in hertz. <c>librosa.filters.mel(htk=True)</c>.
    /// </summary>
    Htk,

    /// <summary>
    /// HTK's formula with triangles straight in mel, and neither the DC nor the Nyquist bin used: Kaldi and
    /// <c>torchaudio.compliance.kaldi.get_mel_banks</c>, and <c>tf.signal.linear_to_mel_weight_matrix</c>.
    /// </summary>
    Kaldi,
}
