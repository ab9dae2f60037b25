using System.CommandLine;

namespace QueueWorker.Commands;

/// <summary>Options whose values are numbers.</summary>
internal static class Numbers
{
    /// <summary>Creates an option that takes a number of things, at least 1.</summary>
    public static Option<int> Count(string name, string helpName, int otherwise, string description)
    {
        var option = new Option<int>(name) { HelpName = helpName, Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }

    /// <summary>Creates an option that takes seconds, above 0.</summary>
    public static Option<double> Seconds(string name, double otherwise, string description)
    {
        var option = new Option<double>(name) { HelpName = "S", Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() is false && result.GetValueOrDefault<double>() is not (> 0 and < 1e6))
                result.AddError($"{name} must be above 0.");
        });
        return option;
    }
}
