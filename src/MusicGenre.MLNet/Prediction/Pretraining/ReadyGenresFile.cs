using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Evaluation.Trust;
using MusicGenre.MLNet.Heads;

namespace MusicGenre.MLNet.Prediction.Pretraining;

/// <summary>
/// What <c>tools/ReadyGenres</c> learned: the length of the head (4 bytes, little-endian), the head of all ready genres, and what they know
/// of their limits.
/// </summary>
/// <param name="Head">The head, with the genres in the order of the network's.</param>
/// <param name="Trust">What is unknown.</param>
internal sealed record ReadyGenresFile(LinearHead Head, ClassifierTrust Trust)
{
    /// <summary>Reads the resource.</summary>
    /// <exception cref="BackboneException">It is damaged.</exception>
    public static ReadyGenresFile Read(byte[] bytes, EmbeddedNetwork network)
    {
        try
        {
            int length = BitConverter.ToInt32(bytes, 0);
            LinearHead head = LinearHead.FromBytes(bytes[sizeof(int)..(sizeof(int) + length)]);
            if (head.Genres != network.Genres.Count || head.EmbeddingSize != network.Manifest.EmbeddingSize)
                throw new InvalidDataException("it does not fit the network.");
            return new ReadyGenresFile(head, ClassifierTrust.FromBytes(bytes[(sizeof(int) + length)..]));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or EndOfStreamException)
        {
            throw new BackboneException(
                $"The ready genres of '{network.Name}' inside the assembly MusicGenre.MLNet are damaged: {e.Message} Restore the package "
                + "MusicGenre.MLNet again.", e);
        }
    }
}
