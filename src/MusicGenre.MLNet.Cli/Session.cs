using System.Text;
using MusicGenre.MLNet.Cli.Terminal;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli;

/// <summary>
/// The three ways in which the tool talks: results, what it is doing, and errors. In a process the last two are standard error.
/// </summary>
internal sealed class Session
{
    private readonly Lazy<IAnsiConsole> _output, _status;

    private Session(TextReader input, TextWriter results, Func<IAnsiConsole> output, Func<IAnsiConsole> status, TextWriter error)
    {
        (Input, Results, Error) = (input, results, error);
        // Made when first used: a command that writes JSON into a pipe needs none.
        (_output, _status) = (new Lazy<IAnsiConsole>(output), new Lazy<IAnsiConsole>(status));
    }

    /// <summary>Gets the standard input.</summary>
    public TextReader Input { get; }

    /// <summary>Gets or sets how much is said beside the results.</summary>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Gets whether somebody sees the results as they come, so that nothing else need show how far the work is.</summary>
    public bool ResultsAreSeen { get; private init; }

    /// <summary>Gets the standard output as it is, for what programs read.</summary>
    public TextWriter Results { get; }

    /// <summary>Gets the console of tables and other results for people; it writes to <see cref="Results"/>.</summary>
    public IAnsiConsole Output => _output.Value;

    /// <summary>Gets the console of notes and progress.</summary>
    public IAnsiConsole Status => _status.Value;

    /// <summary>Gets the writer of errors, a line each.</summary>
    public TextWriter Error { get; }

    /// <summary>Gets the view that shows how far a step is.</summary>
    public ProgressView Progress => new(Status) { IsSilent = Verbosity == Verbosity.Quiet };

    /// <summary>Creates the session of this process.</summary>
    public static Session OfProcess()
    {
        Console.OutputEncoding = Encoding.UTF8;
        return new Session(
            Console.In,
            Console.Out,
            () => Consoles.Create(Console.Out, Console.IsOutputRedirected),
            () => Consoles.Create(Console.Error, Console.IsErrorRedirected),
            Console.Error)
        {
            ResultsAreSeen = !Console.IsOutputRedirected,
        };
    }

    /// <summary>Creates a session that writes plain text.</summary>
    /// <param name="output">Where results go.</param>
    /// <param name="status">Where notes and progress go.</param>
    /// <param name="error">Where errors go.</param>
    /// <param name="input">What is read from standard input; null for nothing.</param>
    public static Session Of(TextWriter output, TextWriter status, TextWriter error, TextReader? input = null)
        => new(
            input ?? TextReader.Null,
            output,
            () => Consoles.Create(output, plain: true),
            () => Consoles.Create(status, plain: true),
            error);

    /// <summary>Says what is being done, unless nothing but errors is wanted.</summary>
    public void Note(string text)
    {
        if (Verbosity > Verbosity.Quiet)
            Status.WriteLine(text);
    }

    /// <summary>Says what explains a surprise, if that is wanted.</summary>
    public void Detail(string text)
    {
        if (Verbosity == Verbosity.Verbose)
            Status.WriteLine(text, new Style(Color.Grey));
    }

    /// <summary>Tells an error, above a bar that moves where there is one.</summary>
    public void Complain(string text)
    {
        if (_status.IsValueCreated && !Consoles.IsPlain(Status))
            Status.WriteLine(text);
        else
            Error.WriteLine(text);
    }
}
