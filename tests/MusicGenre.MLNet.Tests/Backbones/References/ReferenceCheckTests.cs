using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Backbones.Embedded;
using MusicGenre.MLNet.Backbones.References;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Backbones.References;

public class ReferenceCheckTests
{
    private static readonly EmbeddedNetwork Network = EmbeddedNetworks.Default;

    /// <summary>
    /// A bit in the middle of the file is one of a weight; most of them change no answer visibly, and are damage all the same.
    /// </summary>
    [Test]
    public void One_flipped_bit_is_told_as_damage([Values(0, 3, 7)] int bit, [Values(0.1, 0.5, 0.9)] double place)
    {
        byte[] weights = Network.ReadWeights();
        weights[(int)(weights.Length * place)] ^= (byte)(1 << bit);

        Assert.That(
            () => new OnnxBackbone(Network.Embedding, weights),
            Throws.TypeOf<BackboneException>().With.Message.Contains("damaged").And.Message.Contains("SHA-256").And.Message.Not.Contains(
                "computes wrongly"));
    }

    [Test]
    public void Wrong_arithmetic_is_told_from_damage_and_names_the_processor()
    {
        // Of its own, since what passed once in a process is not computed again.
        BackboneDescription description = Network.Embedding with { Reference = Network.Embedding.Reference! with { Sha256 = Network.Manifest.Sha256.ToUpperInvariant() } };

        Assert.That(
            () => new OnnxBackbone(description, Network.ReadWeights(), backbone =>
            {
                float[] embedding = ReferenceInput.Embed(backbone);
                embedding[17] += 0.49f * embedding.Max(Math.Abs);
                return embedding;
            }),
            Throws.TypeOf<BackboneException>()
                .With.Message.Contains("computes wrongly on this processor")
                .And.Message.Contains("off by 0.49")
                .And.Message.Contains("undamaged")
                .And.Message.Contains(Processor.Name));
    }

    [Test]
    public void Not_a_number_is_wrong()
    {
        BackboneDescription description = Network.Embedding with { Reference = Network.Embedding.Reference! with { Sha256 = null } };
        Assert.That(
            () => new OnnxBackbone(description, Network.ReadWeights(), backbone => [float.NaN, .. ReferenceInput.Embed(backbone)[1..]]),
            Throws.TypeOf<BackboneException>().With.Message.Contains("computes wrongly").And.Message.Contains("NaN"));
    }

    [Test]
    public void Right_once_is_not_computed_again_in_the_process()
    {
        BackboneDescription description = Network.Embedding with { Reference = Network.Embedding.Reference! with { Sha256 = " " }, };
        Assume.That(description.Reference, Is.Not.EqualTo(Network.Embedding.Reference));
        using var backbone = new OnnxBackbone(Network.Embedding with { Reference = null }, Network.ReadWeights());
        int computed = 0;

        for (int i = 0; i < 3; i++)
        {
            ReferenceCheck.RequireRight(backbone, description.Reference!, b =>
            {
                computed++;
                return ReferenceInput.Embed(b);
            });
        }

        Assert.That(computed, Is.EqualTo(1));
    }

    [Test]
    public void Another_length_says_what_to_do()
    {
        BackboneDescription description = Network.Embedding with
        {
            EmbeddingOutput = "logits", EmbeddingSize = Network.Genres.Count,
                Reference = Network.Embedding.Reference! with { Sha256 = null },
        };
        Assert.That(
            () => new OnnxBackbone(description, Network.ReadWeights()),
            Throws.TypeOf<BackboneException>().With.Message.Contains("768 values").And.Message.Contains("set its Reference to null"));
    }

    /// <summary>What a backbone computes does not depend on its reference, so neither do caches and models.</summary>
    [Test]
    public void The_hash_is_the_same_with_and_without_a_reference()
    {
        using var with = new OnnxBackbone(Network.Embedding, Network.ReadWeights());
        using var without = new OnnxBackbone(Network.Embedding with { Reference = null }, Network.ReadWeights());

        Assert.That(with.Hash, Is.EqualTo(without.Hash));
        Assert.That(JsonSerializer.Serialize(without.Description, BackboneJson.Options), Does.Not.Contain("Reference"));
    }

    [Test]
    public void A_saved_model_carries_the_reference_of_its_backbone()
    {
        using var classifier = MusicGenreClassifier.Pretrained("jazz", "metal");
        using var file = new MemoryStream();
        classifier.Save(file);
        file.Position = 0;

        using MusicGenreClassifier loaded = MusicGenreClassifier.Load(file);

        Assert.That(loaded.Manifest.Backbone.Reference, Is.EqualTo(Network.Embedding.Reference).And.Not.Null);
    }

    [Test]
    public void Embeddings_survive_as_text()
    {
        float[] values = [0, -0f, 1.5f, float.MaxValue, float.Epsilon, -3.25f];
        Assert.That(BackboneReference.Of(values, "x").ReadEmbedding(), Is.EqualTo(values));
        Assert.That(
            () => new BackboneReference { Embedding = "!" }.ReadEmbedding(), Throws.TypeOf<BackboneException>().With.Message.Contains("not Base64"));
    }

    [Test]
    public void Synthetic_inputs_are_fixed()
    {
        SpectrogramImage picture = ReferenceInput.Picture(Network.Embedding);
        float[] sound = ReferenceInput.Sound(Network.Embedding with { AcceptsShorterWindows = false, WindowSamples = 30_000 });
        Assert.Multiple(() =>
        {
            Assert.That((picture.Width, picture.Height), Is.EqualTo((128, 128)));
            Assert.That(picture.Pixels.Take(8), Is.EqualTo(ExpectedPixels));
            Assert.That(sound, Has.Length.EqualTo(30_000));
            Assert.That(sound.Max(Math.Abs), Is.InRange(0.2f, 1f));
            Assert.That(sound, Is.All.Matches<float>(s => s * 32_768 == MathF.Round(s * 32_768)),
                "whole numbers, the same on every processor");
        });
    }

    // state₁ = 1664525 + 1013904223, and so on; the upper 8 bits, of which the picture takes 6, on a band (96) and a beat (64, six pixels
    // long).
    private static byte[] ExpectedPixels
    {
        get
        {
            var pixels = new byte[8];
            ulong state = 1;
            for (int i = 0; i < pixels.Length; i++)
            {
                state = ((state * 1_664_525) + 1_013_904_223) % (1UL << 32);
                pixels[i] = (byte)(96 + (i < 6 ? 64 : 0) + (int)(state >> 24) % 64);
            }

            return pixels;
        }
    }
}
