using System.CommandLine;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>A command of the tool: what the user can do something about becomes one line and an exit code.</summary>
internal abstract class ToolCommand : Command
{
    private readonly ILearners? _learners;

    /// <summary>Creates the command.</summary>
    /// <param name="session">Where it writes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, for the help.</param>
    /// <param name="learners">The networks that it can train; null for none.</param>
    protected ToolCommand(Session session, string name, string description, ILearners? learners = null)
        : base(name, description)
    {
        (Session, _learners) = (session, learners);
        SetAction((parsed, cancellationToken) => Task.Run(() => Guard(parsed, cancellationToken), CancellationToken.None));
    }

    /// <summary>Gets where the command writes.</summary>
    protected Session Session { get; }

    /// <summary>Gets what the help shows: command lines without the tool's name, and what each does.</summary>
    public abstract IReadOnlyList<Example> Examples { get; }

    /// <summary>Does what a command line without errors asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Is cancelled by Ctrl+C.</param>
    /// <returns>One of <see cref="ExitCode"/>; what keeps all of it from being done is thrown.</returns>
    protected abstract int Run(ParseResult parsed, CancellationToken cancellationToken);

    /// <summary>Whether an exception's message is meant for the user.</summary>
    protected bool IsProblem(Exception exception) => Problem.IsForPeople(exception) || _learners?.IsProblem(exception) is true;

    /// <summary>Adds arguments and options.</summary>
    protected void Take(params ReadOnlySpan<Symbol> parts)
    {
        foreach (Symbol part in parts)
            if (part is Argument argument)
                Add(argument);
            else
                Add((Option)part);
    }

    private int Guard(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            Session.Verbosity = CommonOptions.VerbosityOf(parsed);
            return Run(parsed, cancellationToken);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            Session.Error.WriteLine(exception is CancelledException ? exception.Message : "Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (IsProblem(exception))
        {
            Session.Detail(exception.ToString());
            Session.Error.WriteLine(Problem.OneLine(exception));
            return ExitCode.Failure;
        }
    }
}
