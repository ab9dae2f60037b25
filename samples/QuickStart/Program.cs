using System.Diagnostics;
using QuickStart.DemoMusic;
var sw = Stopwatch.StartNew();
int n = new DemoMusicLibrary().Write(args[0]);
Console.WriteLine($"{n} in {sw.Elapsed.TotalSeconds:0.0} s");
