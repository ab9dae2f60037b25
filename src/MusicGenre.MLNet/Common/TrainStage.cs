namespace MusicGenre.MLNet;

/// <summary>What a training is doing.</summary>
public enum TrainStage
{
    /// <summary>The data folder is being listed.</summary>
    Scanning,

    /// <summary>Files are turned into embeddings; a step is a file.</summary>
    Embedding,

    /// <summary>Augmented copies of training tracks are made and turned into embeddings; a step is a track.</summary>
    Augmenting,

    /// <summary>A head is being trained; a step is a model of a fold.</summary>
    Training,

    /// <summary>The held-out tracks are being scored.</summary>
    Evaluating,

    /// <summary>Everything is done.</summary>
    Done,
}
