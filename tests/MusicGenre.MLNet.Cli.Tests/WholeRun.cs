// Fixtures run two at a time. Alone are those that measure memory, count processes or native objects, set variables or train networks,
// whose random numbers and threads belong to the process.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

/// <summary>Nothing that this project's tests make stays in the temporary folder.</summary>
[SetUpFixture]
public sealed class WholeRun : NothingStaysBehind;
