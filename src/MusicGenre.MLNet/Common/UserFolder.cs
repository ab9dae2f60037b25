namespace MusicGenre.MLNet.Common;

/// <summary>This library's folder in the user's folder for local application data; the temporary folder where the user has none.</summary>
internal static class UserFolder
{
    public static string Location
    {
        get
        {
            string data = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "MusicGenre.MLNet");
        }
    }
}
