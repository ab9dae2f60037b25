/// <summary>Nothing that this project's tests make stays in the temporary folder.</summary>
[SetUpFixture]
public sealed class WholeRun : NothingStaysBehind;
