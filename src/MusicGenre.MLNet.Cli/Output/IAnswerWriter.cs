namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes answers in one form, as they come.</summary>
internal interface IAnswerWriter
{
    /// <summary>Writes some answers. What is written is whole, so that a process may end after it.</summary>
    void Write(IReadOnlyList<ClassifiedFile> answers);

    /// <summary>Writes what must stand at the end, also of work that was stopped.</summary>
    void Finish();
}
