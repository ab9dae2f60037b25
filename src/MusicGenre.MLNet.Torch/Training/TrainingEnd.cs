namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were trained.</summary>
    AllEpochs,

    /// <summary>The validation part saw no progress for as many epochs as the patience.</summary>
    NoProgress,
}
