using CsCheck;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Pcm;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>The vector paths of decoding equal the plain definitions for every length.</summary>
public class PcmVectorTests
{
    [Test]
    public void Sixteen_bits_are_divided_by_32768_in_both_byte_orders() => Gen.Short.Array[0, 100].Sample(values =>
    {
        byte[] little = [.. values.SelectMany(v => new[] { (byte)v, (byte)(v >> 8) })];
        byte[] big = [.. values.SelectMany(v => new[] { (byte)(v >> 8), (byte)v })];
        float[] expected = [.. values.Select(v => v / 32768f)];
        var samples = new float[values.Length];
        PcmDecoder.Decode(little, SampleEncoding.Signed16, bigEndian: false, samples);
        bool littleIsRight = samples.SequenceEqual(expected);
        PcmDecoder.Decode(big, SampleEncoding.Signed16, bigEndian: true, samples);
        return littleIsRight && samples.SequenceEqual(expected);
    });

    [Test]
    public void The_first_value_that_is_no_number_is_found() =>
        Gen.Select(Gen.Float[-1e30f, 1e30f].Array[1, 100], Gen.Int[0, 99], Gen.Int[0, 2]).Sample((values, place, kind) =>
        {
            if (PcmDecoder.IndexOfNonFinite(values) != -1)
                return false;
            place %= values.Length;
            values[place] = new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity }[kind];
            return PcmDecoder.IndexOfNonFinite(values) == place;
        });
}
