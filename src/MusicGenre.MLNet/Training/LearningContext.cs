using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Training;

/// <summary>What every learner is given, whatever it trains.</summary>
/// <param name="Segments">How much of a track is used.</param>
/// <param name="Augmentation">The copies that are learned from as well; <see langword="null"/> for none.</param>
/// <param name="ValidationSetFraction">The part of the training tracks, 0…1 exclusive, that settings are chosen on.</param>
/// <param name="Seed">Seeds the splits.</param>
/// <param name="Cache">Keeps embeddings between runs; <see langword="null"/> for none.</param>
/// <param name="Work">The cores, the listener, the token.</param>
internal sealed record LearningContext(
    SegmentOptions Segments, AugmentationPlan? Augmentation, double ValidationSetFraction, int Seed, EmbeddingCache? Cache,
    WorkContext Work);
