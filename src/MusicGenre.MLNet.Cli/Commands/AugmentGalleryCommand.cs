using System.CommandLine;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Cli.Augmenting;
using MusicGenre.MLNet.Cli.Output;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>augment gallery</c>: a clip beside each of its augmentations.</summary>
internal sealed class AugmentGalleryCommand : ToolCommand
{
    private readonly Argument<string> _clip = new("CLIP")
    {
        Description = "An audio file; or a folder of music with one sub-folder a genre, from which two tracks are taken.",
    };

    private readonly Argument<string?> _other = new("OTHER")
    {
        Description = "Another audio file, which is mixed into the first one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _output = CommonOptions.Text(
        "--output", "PNG", "Where the picture goes. Default: augmentations.png.", "-o");

    public AugmentGalleryCommand(Session session)
        : base(session, "gallery", "Draw a clip beside each of its augmentations as one PNG.")
    {
        Take(_clip, _other, _output);
        Validators.Add(result =>
        {
            bool isFile = result.GetResult(_clip) is { Tokens: [var clip] } && File.Exists(clip.Value);
            if (isFile && result.GetResult(_other) is not { Tokens.Count: 1 })
                result.AddError("Name another audio file, too: one of the augmentations mixes it into the first.");
        });
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("augment gallery one.mp3 two.mp3", "a picture of one beside its augmentations"),
    ];

    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string first = parsed.GetValue(_clip)!, picture = parsed.GetValue(_output) ?? "augmentations.png";
        OutputFile.EnsureFoldersOf(picture);
        (string clip, string partner) = parsed.GetValue(_other) is { } other ? (first, other) : Choose(first, cancellationToken);
        Session.Note($"Drawing {Path.GetFileName(clip)} beside its augmentations");
        AugmentationGallery.Save(Read(clip), Read(partner), Path.GetFileName(clip), picture, cancellationToken);
        Session.Note($"The gallery is in {Path.GetFullPath(picture)}");
        return ExitCode.Success;

        AudioClip Read(string path) => AudioClip.FromFile(path, cancellationToken: cancellationToken);
    }

    // The last track and the first are of different genres.
    private static (string Clip, string Partner) Choose(string data, CancellationToken cancellationToken)
    {
        GenreDataset dataset = GenreDataset.Open(data, cancellationToken: cancellationToken);
        GenreTrack[] sounds = [.. dataset.Tracks.Where(track => track is { Kind: TrackKind.Audio, IsCopy: false })];
        return sounds.Length > 0
            ? (sounds[^1].Path, sounds[0].Path)
            : throw new DatasetException($"{dataset.Directory} holds no sound, only pictures; a gallery needs sound.");
    }
}
