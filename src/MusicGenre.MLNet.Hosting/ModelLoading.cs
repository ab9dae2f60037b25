namespace MusicGenre.MLNet.Hosting;

/// <summary>When a hosted classifier loads its model.</summary>
public enum ModelLoading
{
    /// <summary>
    /// Before the application starts, which waits for it. An application whose model cannot be loaded does not start, and says why.
    /// </summary>
    AtStart,

    /// <summary>
    /// In the background while the application starts. Predictions wait for it, and the health check is unhealthy until then. A model that
    /// cannot be loaded is tried again, every <see cref="MusicGenreClassifierOptions.ReloadInterval"/>.
    /// </summary>
    InBackground,

    /// <summary>When the first prediction asks for it, which waits.</summary>
    AtFirstUse,
}
