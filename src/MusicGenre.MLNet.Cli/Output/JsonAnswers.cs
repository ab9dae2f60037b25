using System.Text.Json;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Writes answers as one JSON array.</summary>
internal sealed class JsonAnswers(TextWriter output) : IAnswerWriter
{
    private bool _any;

    public void Write(IReadOnlyList<ClassifiedFile> answers)
    {
        foreach (ClassifiedFile answer in answers)
        {
            string text = JsonSerializer.Serialize(answer, Json.Indented.ClassifiedFile);
            output.WriteLine($"{(_any ? "," : "[")}\n{text}".Replace("\n", "\n  "));
            _any = true;
        }
    }

    public void Finish() => output.WriteLine(_any ? "]" : "[]");
}
