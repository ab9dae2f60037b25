using System.Reflection;

namespace MusicGenre.MLNet.Common;

/// <summary>What this library says about itself.</summary>
internal static class Library
{
    /// <summary>The version without the commit that the build may append to it.</summary>
    public static string Version { get; } =
        (typeof(Library).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
