using System.Text;
using AugmentationSample;
using QuickStart.Output;

Console.OutputEncoding = Encoding.UTF8;
return await CommandLine.RunAsync(args, Terminal.Create(Console.Out, Console.IsOutputRedirected), Console.Error);
