using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Prediction.Pretraining;

namespace MusicGenre.MLNet.Tests.Prediction.Pretraining;

public class GenreChoiceTests
{
    private static readonly string[] Known =
        ["rock", "hip hop", "r&b", "drum and bass", "children's music", "rock and roll", "a cappella", "progressive rock", "new age",
         "electronic"];

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
    public void Any_way_of_writing_finds_the_genre(string name, string genre)
        => Assert.That(GenreNames.IndexOf(Known, name), Is.EqualTo(Array.IndexOf(Known, genre)));

    [TestCase("")]
    [TestCase("polka")]
    [TestCase("rocks")]
    [TestCase("music")]
    public void An_unknown_genre_has_no_index(string name)
        => Assert.That(GenreNames.IndexOf(Known, name), Is.EqualTo(-1));

    [Test]
    public void Another_name_that_the_network_itself_has_is_the_networks_own()
        => Assert.That(GenreNames.IndexOf(["hip hop", "rap"], "Rap"), Is.EqualTo(1));

    [Test]
    public void Chosen_genres_keep_the_callers_names_in_ordinal_order()
    {
        using GenreModel model = PretrainedModelBuilder.Build(PretrainedModelBuilder.Network, ["rock", "hiphop", "Electronic"]);

        Assert.That(model.Manifest.Genres, Is.EqualTo(new[] { "Electronic", "hiphop", "rock" }));
        IReadOnlyList<string> known = PretrainedModelBuilder.Network.Genres;
        Assert.That(model.Manifest.NetworkOutputs!.Select(place => known[place]), Is.EqualTo(new[] { "electronic", "hip hop", "rock" }));
    }

    [Test]
    public void Unknown_genres_are_all_named_and_those_that_are_known()
        => Assert.That(
            () => PretrainedModelBuilder.Choose(Known, ["rock", "polka", "schlager"]),
            Throws.ArgumentException.With.Message.Contains("the genres 'polka', 'schlager'")
                .And.Message.Contains("drum and bass, electronic, hip hop"));

    [TestCase("rocks", "rock")]
    [TestCase("prgressive rock", "progressive rock")]
    [TestCase("hip hopp", "hip hop")]
    [TestCase("electronik", "electronic")]
    public void A_mistyped_genre_gets_the_nearest_one(string name, string meant)
        => Assert.That(
            () => PretrainedModelBuilder.Choose(Known, ["r&b", name]),
            Throws.ArgumentException.With.Message.Contains($"Did you mean '{meant}'?").And.Message.Contains("hip hop: rap"));

    [Test]
    public void A_genre_like_none_gets_no_suggestion()
        => Assert.That(GenreNames.Nearest(Known, "zydeco"), Is.Null);

    [Test]
    public void Two_names_of_one_genre_are_refused()
        => Assert.That(
            () => PretrainedModelBuilder.Choose(Known, ["rap", "rock", "hip-hop"]),
            Throws.ArgumentException.With.Message.Contains("'rap' and 'hip-hop' are the same genre, 'hip hop'"));

    [Test]
    public void Fewer_than_two_genres_are_refused()
    {
        Assert.That(() => PretrainedModelBuilder.Choose(Known, []), Throws.ArgumentException.With.Message.Contains("No genre is named"));
        Assert.That(() => PretrainedModelBuilder.Choose(Known, ["rock"]), Throws.ArgumentException.With.Message.Contains("Only one genre"));
        Assert.That(() => PretrainedModelBuilder.Choose(Known, ["rock", " "]), Throws.ArgumentException.With.Message.Contains("no name"));
    }
}
