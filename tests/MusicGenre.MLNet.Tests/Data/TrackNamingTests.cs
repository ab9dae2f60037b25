using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Tests.Data;

public class TrackNamingTests
{
    [TestCase("blues/blues.00000.wav", "blues/blues.00000")]
    [TestCase("blues/blues.00001.wav", "blues/blues.00001")]
    [TestCase("blues/blues.00000.0.wav", "blues/blues.00000")]
    [TestCase("blues/blues.00000.12.png", "blues/blues.00000")]
    [TestCase("blues/blues00000.3.png", "blues/blues00000")]
    [TestCase("blues/blues.00000.wav.png", "blues/blues.00000")]
    [TestCase("x/00012.1.wav", "x/00012")]
    [TestCase("jazz/MT0000040632.1.ogg", "jazz/MT0000040632.1")]
    [TestCase("rock/take.2.wav", "rock/take.2")]
    [TestCase("rock/song.mp3", "rock/song")]
    [TestCase("rock/song.mp3.png", "rock/song")]
    [TestCase("rock/song_seg3.wav", "rock/song")]
    [TestCase("rock/song - Segment 12.wav", "rock/song")]
    [TestCase("rock/song.chunk_0001.wav", "rock/song")]
    [TestCase("rock/song-slice4.wav", "rock/song")]
    [TestCase("rock/Another Brick in the Wall Part 2.mp3", "rock/Another Brick in the Wall Part 2")]
    [TestCase("rock/Bob Seger 3.mp3", "rock/Bob Seger 3")]
    [TestCase("rock/seg1.wav", "rock/seg1")]
    [TestCase("rock/a.b/song.wav", "rock/a.b/song")]
    public void Tells_the_recording(string path, string track) => Assert.That(TrackNaming.TrackIdOf(path), Is.EqualTo(track));
}
