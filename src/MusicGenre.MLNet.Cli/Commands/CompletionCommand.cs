using System.CommandLine;

namespace MusicGenre.MLNet.Cli.Commands;

/// <summary>The command <c>completion</c>: prints what a shell needs to complete the tool's command lines.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    private readonly Argument<string> _shell = new("SHELL") { HelpName = "SHELL", Description = "bash, zsh, fish or pwsh (PowerShell)." };

    public CompletionCommand(Session session)
        : base(session, "completion", "Print a script that lets a shell complete commands and options.")
    {
        Take(_shell);
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
    }

    public override IReadOnlyList<Example> Examples =>
    [
        new("completion bash >> ~/.bashrc", "for bash, from the next window on"),
        new("completion zsh >> ~/.zshrc", "for zsh, below the line with compinit"),
        new("completion fish > ~/.config/fish/completions/musicgenre.fish", "for fish"),
        new("completion pwsh >> $PROFILE", "for PowerShell"),
    ];

    // The tool itself says what may come next: System.CommandLine's directive [suggest].
    protected override int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string script = parsed.GetValue(_shell) switch
        {
            "zsh" => """
                _musicgenre() {
                  local -a words
                  words=("${(@f)$(NAME "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                  compadd -- $words
                  _files
                }
                compdef _musicgenre NAME
                """,
            "fish" => """
                complete -c NAME -a '(set -l line (commandline -p); NAME "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
                """,
            "pwsh" => """
                Register-ArgumentCompleter -Native -CommandName NAME -ScriptBlock {
                  param($word, $line, $position)
                  NAME "[suggest:$position]" "$line" 2>$null |
                    Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
                }
                """,
            _ => """
                _musicgenre() {
                  local words
                  words=$(NAME "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
                  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
                }
                complete -o default -F _musicgenre NAME
                """,
        };
        Session.Results.WriteLine(script.Replace("NAME", RootCommand.ExecutableName));
        return ExitCode.Success;
    }
}
