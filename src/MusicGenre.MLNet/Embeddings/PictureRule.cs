namespace MusicGenre.MLNet.Embeddings;

/// <summary>Which pictures are taken for spectrograms.</summary>
internal enum PictureRule
{
    /// <summary>Every PNG, in colours or not.</summary>
    All,

    /// <summary>Those that look like spectrograms: grey, and no higher than a Fourier transform of usual size is.</summary>
    Spectrograms,

    /// <summary>None, since the caller wants sound only.</summary>
    NoneAllowed,

    /// <summary>None, since the classifier learned from sound and nobody asked for them: it may be the cover of an album.</summary>
    NoneLearned,
}
