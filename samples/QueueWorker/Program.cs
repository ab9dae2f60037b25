// Tracks that arrive all day: one program puts them into a queue, as many as you like classify them. README.md says how.
using QueueWorker.Commands;

return await QueueTool.RunAsync(args, Console.Out, Console.Error);
