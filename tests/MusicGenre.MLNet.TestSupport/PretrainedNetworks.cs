using MusicGenre.MLNet.Backbones;

namespace MusicGenre.MLNet.TestSupport;

/// <summary>Opens networks of <c>../shared/models</c>, whatever the machine's models folder is.</summary>
public static class PretrainedNetworks
{
    public static Backbone Open(string name)
    {
        BackboneDescription description = BackboneCatalog.All.Single(b => b.Name == name);
        string file = SharedData.Get(["models", .. description.ModelFile!.Split('/')]);
        return BackboneCatalog.Open(description, File.ReadAllBytes(file));
    }

    public static string PathOf(string name)
        => SharedData.Get(["models", .. BackboneCatalog.All.Single(b => b.Name == name).ModelFile!.Split('/')]);
}
