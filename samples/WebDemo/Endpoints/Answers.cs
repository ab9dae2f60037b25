using System.Text.Json.Serialization;

namespace WebDemo.Endpoints;

/// <summary>The genres of a song.</summary>
/// <param name="Name">The file's name, as it was sent.</param>
/// <param name="Seconds">The song's length.</param>
/// <param name="Genre">The most probable genre.</param>
/// <param name="Confidence">Its probability, 0…1.</param>
/// <param name="IsUnknown">Whether even the most probable genre should not be believed.</param>
/// <param name="Genres">The genres, the most probable first.</param>
/// <param name="Taggram">The same for each part of the song.</param>
/// <param name="Spectrogram">The song's mel spectrogram, if it was asked for.</param>
internal sealed record ClassifyAnswer(
    string? Name, double Seconds, string Genre, float Confidence, bool IsUnknown, IReadOnlyList<GenreAnswer> Genres,
    IReadOnlyList<PartAnswer> Taggram, SpectrogramAnswer? Spectrogram);

/// <summary>A genre with its probability.</summary>
/// <param name="Genre">The genre's name.</param>
/// <param name="Probability">Its probability, 0…1.</param>
internal sealed record GenreAnswer(string Genre, float Probability);

/// <summary>A part of a song.</summary>
/// <param name="Start">Its start in seconds.</param>
/// <param name="End">Its end in seconds.</param>
/// <param name="Probabilities">The probability of each genre in this part, in the order of the answer's genres.</param>
internal sealed record PartAnswer(double Start, double End, IReadOnlyList<float> Probabilities);

/// <summary>A mel spectrogram.</summary>
/// <param name="Png">A grey PNG, base64: the lowest band at the bottom, white the loudest, black 80 dB below.</param>
/// <param name="Width">Its width in pixels; it shows the whole song.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Ticks">Where some round frequencies lie.</param>
internal sealed record SpectrogramAnswer(byte[] Png, int Width, int Height, IReadOnlyList<TickAnswer> Ticks);

/// <summary>A frequency on the axis.</summary>
/// <param name="Hertz">The frequency.</param>
/// <param name="At">Where it lies: 0 at the bottom of the picture, 1 at its top.</param>
internal sealed record TickAnswer(double Hertz, double At);

/// <summary>What in a song speaks for and against a genre.</summary>
/// <param name="Genre">The genre that is explained.</param>
/// <param name="Probability">Its probability, 0…1.</param>
/// <param name="Patches">What each patch of the spectrogram says.</param>
/// <param name="Moments">What each moment says, all its frequencies together.</param>
internal sealed record ExplainAnswer(
    string Genre, double Probability, IReadOnlyList<PatchAnswer> Patches, IReadOnlyList<MomentAnswer> Moments);

/// <summary>What a patch of the spectrogram says.</summary>
/// <param name="Start">Its start in seconds.</param>
/// <param name="End">Its end in seconds.</param>
/// <param name="LowHertz">Its lowest frequency.</param>
/// <param name="HighHertz">Its highest frequency.</param>
/// <param name="Low">Where that lies in the spectrogram: 0 at its bottom, 1 at its top.</param>
/// <param name="High">Where the highest frequency lies.</param>
/// <param name="Evidence">By how much the log-odds of the genre fall without the patch: above 0 it speaks for the genre.</param>
internal sealed record PatchAnswer(double Start, double End, double LowHertz, double HighHertz, double Low, double High, double Evidence);

/// <summary>What a moment says.</summary>
/// <param name="Start">Its start in seconds.</param>
/// <param name="End">Its end in seconds.</param>
/// <param name="Evidence">As for a patch.</param>
/// <param name="Words">The same in words, e.g. <c>strongly for</c>.</param>
internal sealed record MomentAnswer(double Start, double End, double Evidence, string Words);

/// <summary>What this server can do.</summary>
/// <param name="Genres">The genres that it tells apart.</param>
/// <param name="Formats">The usual extensions of the files that it reads.</param>
/// <param name="MaxUploadBytes">The size of the largest file.</param>
/// <param name="MaxSeconds">The length of the longest song.</param>
/// <param name="UnknownBelow">The probability below which the answer is "unknown".</param>
internal sealed record AboutAnswer(
    IReadOnlyList<string> Genres, IReadOnlyList<string> Formats, long MaxUploadBytes, double MaxSeconds, double UnknownBelow);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClassifyAnswer))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(AboutAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
