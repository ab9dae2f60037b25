using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Hosting;
using Worker.Store;

namespace Worker.Working;

/// <summary>Names the model in the database, so that the rows of an earlier one can be found.</summary>
internal sealed class ModelIdentity(IOptions<MusicGenreClassifierOptions> options)
{
    private readonly Lock _gate = new();
    private FileState? _known;
    private string _name = $"ready {typeof(MusicGenreClassifier).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Gets the name: the library's version for the ready classifier, the file's name and hash for a model.</summary>
    public string Current
    {
        get
        {
            if (options.Value.ModelPath is not { } path)
                return _name;
            lock (_gate)
            {
                if (FileState.Of(path) is { } state && state != _known)
                {
                    using FileStream file = File.OpenRead(path);
                    _name = $"{Path.GetFileName(path)} {Convert.ToHexStringLower(SHA256.HashData(file))[..12]}";
                    _known = state;
                }
                return _name;
            }
        }
    }
}
