using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MusicGenre.MLNet.Torch.Tests.Documentation;

/// <summary>Compiles programs in memory as a new console project with both packages would, warnings being errors.</summary>
internal static class SnippetCompiler
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    // What <ImplicitUsings> gives a console project.
    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
            .Select(name => $"global using {name};\n")), Language);

    // Everything that this test project runs with: the framework, both packages and what they bring along.
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>What the compiler has to say against a program of top-level statements.</summary>
    public static IReadOnlyList<string> Problems(string program)
    {
        var compilation = CSharpCompilation.Create(
            "Snippet", [ImplicitUsings, CSharpSyntaxTree.ParseText(program, Language)], References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
    }
}
