using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MusicGenre.MLNet.Tests.Architecture;

/// <summary>Which source file of a library names which other, as the compiler understands them. Comments do not count.</summary>
internal static class SourceGraph
{
    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
            "System.Threading.Tasks"];

    /// <summary>Reads the files of a folder in src/.</summary>
    /// <returns>Paths relative to the folder, separated by '/', and for each the files whose types or members it names.</returns>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Of(string project)
    {
        string root = Path.Combine(Repository.Root, "src", project);
        string[] files = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsBuilt(Path.GetRelativePath(root, path)))];
        SyntaxTree[] trees = [.. files.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: Name(root, path)))];
        SyntaxTree usings = CSharpSyntaxTree.ParseText(string.Concat(ImplicitUsings.Select(name => $"global using {name};\n")));
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != project).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            project, [.. trees, usings], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return trees.AsParallel().ToDictionary(tree => tree.FilePath, tree => Named(compilation.GetSemanticModel(tree)));
    }

    private static IReadOnlySet<string> Named(SemanticModel model)
        => model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .OfType<ISymbol>()
            .Where(symbol => symbol is not INamespaceSymbol)
            .Select(symbol => Files((symbol as INamedTypeSymbol ?? symbol.ContainingType ?? symbol).OriginalDefinition))
            .Where(files => !files.Contains(model.SyntaxTree.FilePath)) // A type in several files names itself.
            .SelectMany(files => files)
            .Where(path => path.Length > 0)
            .ToHashSet();

    private static string[] Files(ISymbol symbol) => [.. symbol.DeclaringSyntaxReferences.Select(declared => declared.SyntaxTree.FilePath)];

    private static bool IsBuilt(string relative) => relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";

    private static string Name(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
