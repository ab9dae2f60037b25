using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MusicGenre.MLNet.Spectrograms;

/// <summary>
/// The triangles that gather the bins of a Fourier transform into mel bands. Only the weights that are not zero are stored. Immutable, so
/// any number of threads may use one.
/// </summary>
internal sealed class MelFilterBank
{
    // Rows are padded with zero weights to whole vectors, which spares Apply all special cases; the spectrum needs as many spare values.
    private const int Lanes = 8;

    private readonly int[] _firstBin;
    private readonly int[] _offset;
    private readonly float[] _weights;
    private readonly double[] _centers;

    /// <summary>Computes the filter bank that some options ask for.</summary>
    /// <exception cref="ArgumentException">The options cannot work; see <see cref="MelOptions.Validate"/>.</exception>
    /// <remarks>
    /// Formulas: <c>librosa.filters.mel</c> for <see cref="MelScale.Slaney"/> and <see cref="MelScale.Htk"/>,
    /// <c>torchaudio.compliance.kaldi.get_mel_banks</c> for <see cref="MelScale.Kaldi"/>.
    /// </remarks>
    public MelFilterBank(MelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Bands = options.MelBands;
        Bins = options.Bins;
        _firstBin = new int[Bands];
        _offset = new int[Bands + 1];
        _centers = new double[Bands];
        var weights = new List<float>();
        double[] edges = MelFrequency.Edges(options.MinFrequency, options.UpperFrequency, Bands, options.MelScale);
        var row = new float[Bins];
        for (int band = 0; band < Bands; band++)
        {
            _centers[band] = MelFrequency.ToHertz(edges[band + 1], options.MelScale);
            FillTriangle(row, options, edges.AsSpan(band, 3));
            int first = Math.Max(0, Array.FindIndex(row, w => w > 0));
            int last = Array.FindLastIndex(row, w => w > 0);
            _firstBin[band] = first;
            for (int bin = first; bin <= last; bin++)
                weights.Add(row[bin]);
            while (weights.Count % Lanes != 0)
                weights.Add(0);
            _offset[band + 1] = weights.Count;
        }
        _weights = [.. weights];
    }

    /// <summary>Number of mel bands, the rows.</summary>
    public int Bands { get; }

    /// <summary>Number of frequency bins of the Fourier transform, the columns.</summary>
    public int Bins { get; }

    /// <summary>Where each band has its peak, in hertz; [bands], ascending.</summary>
    public ReadOnlySpan<double> CenterFrequencies => _centers;

    /// <summary>
    /// Number of bands that hold no bin at all and so are always silent: with more bands than the low end of the transform can resolve
    /// there are some. A longer FFT or fewer bands help.
    /// </summary>
    public int EmptyBands
    {
        get
        {
            int empty = 0;
            for (int band = 0; band < Bands; band++)
                if (_offset[band] == _offset[band + 1])
                    empty++;
            return empty;
        }
    }

    /// <summary>How many values <see cref="Apply"/> may read beyond the last bin.</summary>
    internal static int SpareBins => Lanes;

    /// <summary>All weights, the zeros included: row-major [bands × bins].</summary>
    public float[] ToDense()
    {
        var dense = new float[Bands * Bins];
        for (int band = 0; band < Bands; band++)
        {
            int count = Math.Min(_offset[band + 1] - _offset[band], Bins - _firstBin[band]);
            _weights.AsSpan(_offset[band], count).CopyTo(dense.AsSpan(band * Bins + _firstBin[band]));
        }
        return dense;
    }

    /// <summary>Gathers one frame.</summary>
    /// <param name="spectrum"><see cref="Bins"/> values followed by <see cref="SpareBins"/> finite ones of no meaning.</param>
    /// <param name="bands">Receives <see cref="Bands"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Apply(ReadOnlySpan<float> spectrum, Span<float> bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spectrum.Length, Bins + SpareBins);
        ref float bins = ref MemoryMarshal.GetReference(spectrum);
        ref float weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        for (int band = 0; band < Bands; band++)
        {
            nuint bin = (nuint)_firstBin[band];
            Vector256<float> sum = Vector256<float>.Zero;
            for (int i = _offset[band]; i < _offset[band + 1]; i += Lanes, bin += Lanes)
                sum += Vector256.LoadUnsafe(ref weights, (nuint)i) * Vector256.LoadUnsafe(ref bins, bin);
            bands[band] = Vector256.Sum(sum);
        }
    }

    private static void FillTriangle(Span<float> row, MelOptions options, ReadOnlySpan<double> edges)
    {
        bool straightInMel = options.MelScale == MelScale.Kaldi;
        double left = Position(edges[0]), center = Position(edges[1]), right = Position(edges[2]);
        double height = options.MelNormalization == MelNormalization.Slaney
            ? 2 / (MelFrequency.ToHertz(edges[2], options.MelScale) - MelFrequency.ToHertz(edges[0], options.MelScale))
            : 1;
        row.Clear();
        int excluded = straightInMel ? 1 : 0;
        for (int bin = excluded; bin < row.Length - excluded; bin++)
        {
            double hertz = (double)bin * options.SampleRate / options.FftSize;
            double at = straightInMel ? MelFrequency.FromHertz(hertz, options.MelScale) : hertz;
            double weight = Math.Min((at - left) / (center - left), (right - at) / (right - center));
            row[bin] = (float)(height * Math.Max(0, weight));
        }

        double Position(double mel) => straightInMel ? mel : MelFrequency.ToHertz(mel, options.MelScale);
    }
}
