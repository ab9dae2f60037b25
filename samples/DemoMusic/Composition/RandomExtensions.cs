namespace DemoMusic.Composition;

/// <summary>The ways in which the composers roll their dice.</summary>
internal static class RandomExtensions
{
    /// <summary>An even draw from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static double Between(this Random random, double low, double high) => low + random.NextDouble() * (high - low);

    /// <summary>True with the given probability, 0…1.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>One of the choices, each as likely as the others.</summary>
    public static T Pick<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Calls one of the makers, each as likely as the others.</summary>
    public static T Make<T>(this Random random, params ReadOnlySpan<Func<Random, T>> makers) => makers[random.Next(makers.Length)](random);

    /// <summary>A draw from the normal distribution with mean 0 and standard deviation 1 (Box–Muller).</summary>
    public static double Gaussian(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
