using System.CommandLine;
using System.Globalization;
using k8s;
using k8s.Models;
using MusicGenre.MLNet.Cli.Sharding;
using QueueWorker.Commands;
using QueueWorker.Queue;
using YamlDotNet.RepresentationModel;

namespace MusicGenre.MLNet.Cli.Tests.Deploying;

/// <summary>The manifests of <c>deploy/kubernetes</c> say what a cluster accepts and the programs understand.</summary>
public sealed class KubernetesTests
{
    private static readonly string Folder = Repository.Combine("deploy", "kubernetes");

    private static IEnumerable<string> Files
        => Directory.GetFiles(Folder, "*.y*ml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Workloads => Files.Where(file => Text(Read(file), "kind") is "Job" or "Deployment");

    [Test]
    public void A_job_a_deployment_and_its_scaling_are_there()
        => Assert.That(Files.Select(file => Text(Read(file), "kind")), Is.EquivalentTo(["Job", "Deployment", "ScaledObject"]));

    [TestCaseSource(nameof(Files))]
    public void A_manifest_says_what_it_is_and_its_name(string file)
    {
        YamlMappingNode manifest = Read(file);
        Dictionary<string, string> versions = new()
        {
            ["Job"] = "batch/v1",
            ["Deployment"] = "apps/v1",
            ["ScaledObject"] = "keda.sh/v1alpha1",
        };
        Assert.That(Text(manifest, "apiVersion"), Is.EqualTo(versions[Text(manifest, "kind")]));
        Assert.That(Text(manifest, "metadata", "name"), Does.Match("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"));
    }

    [TestCaseSource(nameof(Workloads))]
    public void A_manifest_has_no_field_that_Kubernetes_does_not_know(string file)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file));
        Assert.That(() => ReadStrictly(text), Throws.Nothing);
        Assert.That(() => ReadStrictly(text.Replace("containers:", "containres:", StringComparison.Ordinal)), Throws.Exception);
    }

    [TestCaseSource(nameof(Workloads))]
    public void Containers_run_as_somebody_without_rights_on_a_file_system_that_is_only_read(string file)
    {
        YamlMappingNode pod = Pod(file);
        Assert.That(Text(pod, "securityContext", "runAsNonRoot"), Is.EqualTo("true"));
        Assert.That(int.Parse(Text(pod, "securityContext", "runAsUser"), CultureInfo.InvariantCulture), Is.GreaterThan(0));
        Assert.That(Text(pod, "securityContext", "seccompProfile", "type"), Is.EqualTo("RuntimeDefault"));
        Assert.That(Text(pod, "automountServiceAccountToken"), Is.EqualTo("false"));
        foreach (YamlMappingNode container in Sequence(pod, "containers").Cast<YamlMappingNode>())
        {
            Assert.That(Text(container, "securityContext", "readOnlyRootFilesystem"), Is.EqualTo("true"));
            Assert.That(Text(container, "securityContext", "allowPrivilegeEscalation"), Is.EqualTo("false"));
            Assert.That(
                Sequence(container, "securityContext", "capabilities", "drop").Select(value => value.ToString()), Does.Contain("ALL"));
            Assert.That(Text(container, "resources", "requests", "cpu"), Is.Not.Empty);
            Assert.That(Text(container, "resources", "requests", "memory"), Is.Not.Empty);
            Assert.That(Text(container, "resources", "limits", "memory"), Is.Not.Empty);
        }
    }

    [TestCaseSource(nameof(Workloads))]
    public void What_is_mounted_is_a_volume_of_the_pod(string file)
    {
        YamlMappingNode pod = Pod(file);
        IEnumerable<string> mounted = Sequence(pod, "containers").Cast<YamlMappingNode>()
            .SelectMany(container => Sequence(container, "volumeMounts")).Select(mount => Text((YamlMappingNode)mount, "name"));
        Assert.That(mounted, Is.EquivalentTo(Sequence(pod, "volumes").Select(volume => Text((YamlMappingNode)volume, "name"))));
    }

    [TestCaseSource(nameof(Workloads))]
    public void A_selector_finds_its_pods(string file)
    {
        YamlMappingNode manifest = Read(file);
        if (Text(manifest, "kind") == "Job")
            Assert.Pass("The cluster makes a Job's selector.");
        Assert.That(
            Text(manifest, "spec", "selector", "matchLabels", "app.kubernetes.io/name"),
            Is.EqualTo(Text(manifest, "spec", "template", "metadata", "labels", "app.kubernetes.io/name")));
    }

    [Test]
    public void The_job_is_indexed_and_does_as_many_shards_as_it_tells_the_tool()
    {
        YamlMappingNode job = Read("classify-job.yaml");
        string[] arguments = Arguments("classify-job.yaml");
        ParseResult parsed = new Tool("musicgenre", Session.Of(TextWriter.Null, TextWriter.Null, TextWriter.Null), new NoNetworks())
            .Root.Parse(arguments);
        Assert.That(parsed.Errors.Select(error => error.Message), Is.Empty);
        Assert.That(parsed.UnmatchedTokens, Is.Empty);
        Assert.That(parsed.CommandResult.Command.Name, Is.EqualTo("classify"));

        int completions = int.Parse(Text(job, "spec", "completions"), CultureInfo.InvariantCulture);
        Assert.That(Text(job, "spec", "completionMode"), Is.EqualTo("Indexed"));
        Assert.That(parsed.GetValue<int?>("--shards"), Is.EqualTo(completions));
        var last = Shard.Of(null, completions, name => name == "JOB_COMPLETION_INDEX" ? $"{completions - 1}" : null);
        Assert.That(last, Is.EqualTo(new Shard(completions - 1, completions)));
        Assert.That(parsed.GetValue<string>("--output"), Does.Contain("$(JOB_COMPLETION_INDEX)"), "each shard has its own part");
        Assert.That(Sequence(Container("classify-job.yaml"), "env").Select(variable => Text((YamlMappingNode)variable, "name")),
            Does.Contain("JOB_COMPLETION_INDEX"));
    }

    [Test]
    public void The_worker_understands_its_arguments_and_the_scaling_is_of_it_and_of_its_queue()
    {
        ParseResult parsed = QueueTool.Create(TextWriter.Null, TextWriter.Null).Parse(Arguments("queue-worker.yaml"));
        Assert.That(parsed.Errors.Select(error => error.Message), Is.Empty);
        Assert.That(parsed.CommandResult.Command.Name, Is.EqualTo("work"));
        var names = new QueueNames(parsed.GetValue<string>("--queue")!);

        YamlMappingNode deployment = Read("queue-worker.yaml"), scaling = Read("queue-worker-scaling.yaml");
        Assert.That(Text(scaling, "spec", "scaleTargetRef", "kind"), Is.EqualTo(Text(deployment, "kind")));
        Assert.That(Text(scaling, "spec", "scaleTargetRef", "name"), Is.EqualTo(Text(deployment, "metadata", "name")));
        var trigger = (YamlMappingNode)Sequence(scaling, "spec", "triggers").Single();
        Assert.That(Text(trigger, "type"), Is.EqualTo("nats-jetstream"));
        Assert.That(Text(trigger, "metadata", "stream"), Is.EqualTo(names.Stream));
        Assert.That(Text(trigger, "metadata", "consumer"), Is.EqualTo(names.Consumer));
        Assert.That(int.Parse(Text(trigger, "metadata", "lagThreshold"), CultureInfo.InvariantCulture), Is.GreaterThan(0));
    }

    private static IKubernetesObject ReadStrictly(string text) => text.Contains("\nkind: Job\n", StringComparison.Ordinal)
        ? KubernetesYaml.Deserialize<V1Job>(text, strict: true)
        : KubernetesYaml.Deserialize<V1Deployment>(text, strict: true);

    private static YamlMappingNode Read(string file)
    {
        using var reader = new StreamReader(Path.Combine(Folder, file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static YamlMappingNode Pod(string file) => (YamlMappingNode)Read(file)["spec"]["template"]["spec"];

    private static YamlMappingNode Container(string file) => (YamlMappingNode)Sequence(Pod(file), "containers").Single();

    private static string[] Arguments(string file) => [.. Sequence(Container(file), "args").Select(argument => argument.ToString())];

    private static string Text(YamlMappingNode node, params string[] path) => Find(node, path).ToString();

    private static YamlSequenceNode Sequence(YamlMappingNode node, params string[] path) => (YamlSequenceNode)Find(node, path);

    private static YamlNode Find(YamlMappingNode node, string[] path) => path.Aggregate((YamlNode)node, (inner, key) => inner[key]);
}
