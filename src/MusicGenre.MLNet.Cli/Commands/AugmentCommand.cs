using System.CommandLine;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>augment</c>: what augmentation does to a clip, to a folder and to a classifier.</summary>
internal sealed class AugmentCommand : Command
{
    /// <summary>Creates the command.</summary>
    public AugmentCommand(Session session)
        : base("augment", "Show what augmentation does: to a clip, as a picture; to a classifier, as a table; or write augmented copies.")
    {
        Add(new AugmentGalleryCommand(session));
        Add(new AugmentWriteCommand(session));
        Add(new AugmentAblationCommand(session));
    }
}
