using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>The named settings of <see cref="MelOptions"/> as test cases.</summary>
internal static class NamedSettings
{
    public static IEnumerable<TestCaseData> Cases { get; } =
    [
        new TestCaseData(MelOptions.Librosa).SetArgDisplayNames("librosa"),
        new TestCaseData(MelOptions.EfficientAt).SetArgDisplayNames("EfficientAT"),
        new TestCaseData(MelOptions.Musicnn).SetArgDisplayNames("musicnn"),
        new TestCaseData(MelOptions.Yamnet).SetArgDisplayNames("YAMNet"),
    ];

    public static MelOptions[] All { get; } = [MelOptions.Librosa, MelOptions.EfficientAt, MelOptions.Musicnn, MelOptions.Yamnet];
}
