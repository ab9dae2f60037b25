using System.Text;
using SkiaSharp;

namespace MusicGenre.MLNet.Spectrograms.Drawing;

/// <summary>The machine's own fonts, asked only for letters that <see cref="StrokeFont"/> does not have.</summary>
internal static class MachineFonts
{
    /// <summary>A typeface that has a letter, or null.</summary>
    public static SKTypeface? Find(Rune rune)
    {
        SKTypeface? matched = SKFontManager.Default.MatchCharacter(rune.Value);
        if (matched?.ContainsGlyph(rune.Value) == true)
            return matched;
        matched?.Dispose();
        // Skia's Linux build without dependencies knows no installed fonts, so their files are looked through.
        if (!OperatingSystem.IsLinux())
            return null;
        foreach (string file in LinuxFiles())
        {
            SKTypeface? typeface = SKTypeface.FromFile(file);
            if (typeface?.ContainsGlyph(rune.Value) == true)
                return typeface;
            typeface?.Dispose();
        }
        return null;
    }

    private static IEnumerable<string> LinuxFiles()
    {
        string[] folders = ["/usr/share/fonts", "/usr/local/share/fonts"];
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return folders
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", options))
            .Where(f => Path.GetExtension(f).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc")
            .OrderBy(f => f.Contains("Sans-Regular", StringComparison.Ordinal) || f.EndsWith("Sans.ttf", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(f => f, StringComparer.Ordinal);
    }
}
