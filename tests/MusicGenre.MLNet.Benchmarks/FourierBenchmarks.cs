using System.Numerics;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.IntegralTransforms;
using MusicGenre.MLNet.Spectrograms.Fourier;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>
/// One real Fourier transform, against MathNet's complex one of the same size, which a user of MathNet takes for real input too.
/// </summary>
public class FourierBenchmarks
{
    private RealTransform _vectors = null!;
    private RealTransform _four = null!;
    private RealTransform _scalars = null!;
    private float[] _frame = [];
    private float[] _real = [];
    private float[] _imaginary = [];
    private float[] _scratch = [];
    private Complex[] _source = [];
    private Complex[] _complex = [];

    [Params(512, 1024, 2048, 4096, 8192)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _vectors = new PowerOfTwoTransform(Size);
        _four = new PowerOfTwoTransform(Size, TransformWidth.Vector128);
        _scalars = new PowerOfTwoTransform(Size, TransformWidth.Scalar);
        _frame = [.. Enumerable.Range(0, Size).Select(_ => random.NextSingle() - 0.5f)];
        (_real, _imaginary) = (new float[_vectors.Bins], new float[_vectors.Bins]);
        _scratch = new float[_vectors.ScratchLength];
        _source = [.. _frame.Select(v => new Complex(v, 0))];
        _complex = new Complex[Size];
    }

    [Benchmark]
    public void Ours() => _vectors.Forward(_frame, _real, _imaginary, _scratch);

    /// <summary>What an ARM processor takes; on x86 it is compiled to SSE and AVX instructions of 128 bits.</summary>
    [Benchmark]
    public void OursVector128() => _four.Forward(_frame, _real, _imaginary, _scratch);

    [Benchmark]
    public void OursScalar() => _scalars.Forward(_frame, _real, _imaginary, _scratch);

    [Benchmark(Baseline = true)]
    public void MathNet()
    {
        _source.CopyTo(_complex.AsSpan());
        global::MathNet.Numerics.IntegralTransforms.Fourier.Forward(_complex, FourierOptions.NoScaling);
    }
}
