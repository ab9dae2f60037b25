namespace MlNetPipeline;

/// <summary>A row of the data: a track with its genre.</summary>
internal sealed class Song
{
    public string AudioPath { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>Gets or sets what must not be on both sides of a split: the artist, or the track where no artist is known.</summary>
    public string Group { get; set; } = "";

    /// <summary>Gets or sets the path of the spectrogram PNG below the folder of pictures.</summary>
    public string Picture { get; set; } = "";
}
