namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Loss and accuracy of an epoch so far.</summary>
internal sealed class EpochSums
{
    private double _loss;
    private int _right;

    /// <summary>Examples seen.</summary>
    public int Examples { get; private set; }

    /// <summary>Mean loss an example.</summary>
    public double Loss => Examples == 0 ? 0 : _loss / Examples;

    /// <summary>The fraction 0…1 that was right.</summary>
    public double Accuracy => Examples == 0 ? 0 : (double)_right / Examples;

    /// <summary>Adds a batch: its mean loss, what the network chose and what it should have.</summary>
    public void Add(double loss, ReadOnlySpan<long> choices, ReadOnlySpan<int> labels)
    {
        _loss += loss * labels.Length;
        Examples += labels.Length;
        for (int i = 0; i < labels.Length; i++)
        {
            if (choices[i] == labels[i])
                _right++;
        }
    }
}
