namespace AugmentationSample;

/// <summary>What one run does.</summary>
internal enum AugmentationTask
{
    /// <summary>Draws a clip beside each of its augmentations.</summary>
    Gallery,

    /// <summary>Measures what each augmentation does to a classifier.</summary>
    Ablation,

    /// <summary>Writes augmented copies of a training part to disk.</summary>
    Write,
}
