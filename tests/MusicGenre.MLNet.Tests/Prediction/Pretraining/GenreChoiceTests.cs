using MusicGenre.MLNet.Prediction.Pretraining;

namespace MusicGenre.MLNet.Tests.Prediction.Pretraining;

public class GenreChoiceTests
{
    private static readonly string[] Known =
        ["rock", "hip hop", "r&b", "drum and bass", "children's music", "rock and roll", "a cappella", "progressive rock", "new age", "electronic"];

    [TestCase("hiphop", "hip hop")]
    [TestCase("Hip-Hop", "hip hop")]
    [TestCase("HIP_HOP", "hip hop")]
    [TestCase("rap", "hip hop")]
    [TestCase("R&B", "r&b")]
    [TestCase("rnb", "r&b")]
    [TestCase("Rhythm & Blues", "r&b")]
    [TestCase("dnb", "drum and bass")]
    [TestCase("Drum 'n' Bass", "drum and bass")]
    [TestCase("childrens", "children's music")]
    [TestCase("Children’s Music", "children's music")]
    [TestCase("rock'n'roll", "rock and roll")]
    [TestCase("Rock & Roll", "rock and roll")]
    [TestCase("Acapella", "a cappella")]
    [TestCase("prog", "progressive rock")]
    [TestCase("New-Age Music", "new age")]
    [TestCase("rock music", "rock")]
    [TestCase("EDM", "electronic")]
    public void IndexOf_AnyWayOfWriting_FindsTheGenre(string name, string genre)
        => Assert.That(GenreNames.IndexOf(Known, name), Is.EqualTo(Array.IndexOf(Known, genre)));

    [TestCase("")]
    [TestCase("polka")]
    [TestCase("rocks")]
    [TestCase("music")]
    public void IndexOf_Unknown_IsMinusOne(string name) => Assert.That(GenreNames.IndexOf(Known, name), Is.EqualTo(-1));

    [Test]
    public void IndexOf_OtherNameThatTheNetworkItselfHas_IsTheNetworksOwn()
        => Assert.That(GenreNames.IndexOf(["hip hop", "rap"], "Rap"), Is.EqualTo(1));

    [Test]
    public void Of_SomeGenres_KeepsTheCallersNamesInOrdinalOrder()
    {
        GenreChoice choice = GenreChoice.Of(Known, ["rock", "hiphop", "Electronic"]);

        Assert.That(choice.Genres, Is.EqualTo(new[] { "Electronic", "hiphop", "rock" }));
        Assert.That(choice.Outputs, Is.EqualTo(new[] { 9, 1, 0 }));
    }

    [Test]
    public void Of_Unknown_NamesAllOfThemAndThoseThatAreKnown()
        => Assert.That(
            () => GenreChoice.Of(Known, ["rock", "polka", "schlager"]),
            Throws.ArgumentException.With.Message.Contains("the genres 'polka', 'schlager'").And.Message.Contains("drum and bass, electronic, hip hop"));

    [Test]
    public void Of_TwoNamesOfOneGenre_IsAnError()
        => Assert.That(
            () => GenreChoice.Of(Known, ["rap", "rock", "hip-hop"]),
            Throws.ArgumentException.With.Message.Contains("'rap' and 'hip-hop' are the same genre, 'hip hop'"));

    [Test]
    public void Of_FewerThanTwo_IsAnError()
    {
        Assert.That(() => GenreChoice.Of(Known, []), Throws.ArgumentException.With.Message.Contains("No genre is named"));
        Assert.That(() => GenreChoice.Of(Known, ["rock"]), Throws.ArgumentException.With.Message.Contains("Only one genre"));
        Assert.That(() => GenreChoice.Of(Known, ["rock", " "]), Throws.ArgumentException.With.Message.Contains("no name"));
    }
}
