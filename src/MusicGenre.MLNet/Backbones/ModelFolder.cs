using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// The local folder of pretrained networks: the one the environment variable <c>MUSICGENRE_MODELS</c> names, else
/// <c>MusicGenre.MLNet/models</c> in the user's folder for local application data.
/// </summary>
public static class ModelFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "MUSICGENRE_MODELS";

    /// <summary>The folder's full path; it need not exist.</summary>
    public static string Location
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(Variable);
            return string.IsNullOrWhiteSpace(named) ? Path.Combine(UserFolder.Location, "models") : Path.GetFullPath(named);
        }
    }
}
