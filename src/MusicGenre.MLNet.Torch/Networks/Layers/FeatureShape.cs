namespace MusicGenre.MLNet.Torch.Networks.Layers;

/// <summary>The shape of one example between two layers, without the batch: [channels × height × width]; height is frequency, width time.</summary>
/// <param name="Channels">Feature channels; of a vector, its length.</param>
/// <param name="Height">Rows (frequency); of a vector, 1.</param>
/// <param name="Width">Columns (time); of a vector, 1.</param>
internal readonly record struct FeatureShape(int Channels, int Height, int Width);
