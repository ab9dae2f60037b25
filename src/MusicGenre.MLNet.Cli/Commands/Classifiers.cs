using System.CommandLine;
using MusicGenre.MLNet.Data;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>Which classifier answers: the options <c>--model</c> and <c>--genres</c>.</summary>
internal sealed class Classifiers
{
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly Option<string?> _genres = CommonOptions.Genres();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_genres);
        command.Validators.Add(result =>
            CommonOptions.RequireNotBoth(result, _model, _genres, "a model of your own knows the genres that it learned."));
    }

    /// <summary>Opens the classifier that the command line names.</summary>
    /// <exception cref="DatasetException">A genre is unknown, or there are fewer than two.</exception>
    public MusicGenreClassifier Open(ParseResult parsed)
    {
        if (parsed.GetValue(_model) is { } path)
            return MusicGenreClassifier.Load(path);
        if (parsed.GetValue(_genres) is not { } genres)
            return MusicGenreClassifier.Pretrained();
        try
        {
            return MusicGenreClassifier.Pretrained(CommonOptions.Names(genres));
        }
        catch (ArgumentException exception)
        {
            throw new DatasetException($"--genres: {exception.Message}", exception);
        }
    }
}
