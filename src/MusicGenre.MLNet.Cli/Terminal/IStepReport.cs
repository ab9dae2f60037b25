namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>Is told how far a piece of work is; may be called from any thread.</summary>
internal interface IStepReport
{
    /// <summary>Shows how far a stage is. A stage that was not named before begins, and those before it are done.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="completed">Steps that are done.</param>
    /// <param name="total">Steps that there are; 0 while unknown.</param>
    void Show(string stage, int completed, int total);
}
