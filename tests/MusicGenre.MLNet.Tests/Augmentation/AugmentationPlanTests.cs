using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Augmentation;

public sealed class AugmentationPlanTests
{
    private static readonly AugmentationPlan WithoutFfmpeg = new() { Steps = [.. AugmentationPlan.AllSteps.Where(s => s is not Mp3Step)] };

    [Test]
    public void Filters_have_their_own_names_corners_and_form()
    {
        var plan = new AugmentationPlan { Steps = [new LowPassStep(), new HighPassStep { MaxHertz = 300, Probability = 0.5 }] };

        Assert.That(plan.Identity, Is.EqualTo(
            """{"copies":1,"seed":1,"steps":[{"kind":"low-pass","minHertz":2500,"maxHertz":8000,"probability":1},"""
            + """{"kind":"high-pass","minHertz":60,"maxHertz":300,"probability":0.5}]}"""), "part of the keys of kept embeddings");
        Assert.That(plan.Draw("a", 1).Description[0], Does.Match(@"low-pass at [2-8]\d{3} Hz"));
        Assert.That(new HighPassStep(), Is.EqualTo(new HighPassStep { MinHertz = 60, MaxHertz = 400 }));
        Assert.That(() => new LowPassStep { MinHertz = 10 }.Validate(),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("'low-pass' must be 20 to 20000 Hz"));
    }

    [Test]
    public void Json_keeps_everything()
    {
        var plan = new AugmentationPlan
        {
            Copies = 5,
            Seed = -3,
            Steps = [.. AugmentationPlan.AllSteps, new NoiseStep { Probability = 0.25, MinDecibels = 3.5, MaxDecibels = 4,
                Color = NoiseColor.White }, new BandMaskStep { Fill = MaskFill.Floor, Count = 7, MaxBands = 3 }],
        };
        string json = plan.ToJson();
        Assert.That(AugmentationPlan.FromJson(json), Is.EqualTo(plan));
        Assert.That(AugmentationPlan.FromJson(json).ToJson(), Is.EqualTo(json));
        Assert.That(json, Does.Contain("\"kind\": \"pitch-shift\"").And.Contain("\"color\": \"White\"").And.Contain("\"probability\": 0.25"));
        Assert.That(plan with { Seed = 4 }, Is.Not.EqualTo(plan));
    }

    [Test]
    public void All_steps_are_of_different_kinds_and_all_have_defaults_that_hold()
    {
        Assert.That(AugmentationPlan.AllSteps.Select(s => s.Kind).Distinct().Count(), Is.EqualTo(13));
        Assert.That(new AugmentationPlan { Steps = AugmentationPlan.AllSteps }.Validate, Throws.Nothing);
        Assert.That(new AugmentationPlan().IsEmpty && AugmentationPlan.None.IsEmpty);
    }

    [TestCase("""{ "copies": 2, "steps": [ { "kind": "reverb" } ] }""", "time-stretch")]
    [TestCase("""{ "copise": 2 }""", "copise")]
    [TestCase("nonsense", "no augmentation plan")]
    [TestCase("null", "no augmentation plan")]
    [TestCase("""{ "copies": 101 }""", "0 to 100")]
    [TestCase("""{ "steps": [ { "kind": "noise", "minDecibels": 40, "maxDecibels": 20 } ] }""", "no less than MinDecibels")]
    [TestCase("""{ "steps": [ { "kind": "tilt", "probability": 0 } ] }""", "Probability of the step 'tilt' must be above 0")]
    [TestCase("""{ "steps": [ { "kind": "time-stretch", "maxRate": 9 } ] }""", "0.25 to 4 times as fast")]
    public void Wrong_json_is_named(string json, string part)
        => Assert.That(() => AugmentationPlan.FromJson(json), Throws.InstanceOf<ArgumentException>().With.Message.Contains(part));

    [Test]
    public void A_copy_depends_on_seed_track_and_number_and_on_nothing_else()
    {
        AudioClip clip = Clip();
        float[] first = Sound(WithoutFfmpeg, "blues/a.wav", 1);
        Assert.That(Sound(WithoutFfmpeg with { Copies = 9 }, "blues/a.wav", 1), Is.EqualTo(first));
        Assert.That(Sound(WithoutFfmpeg, "blues/a.wav", 2), Is.Not.EqualTo(first));
        Assert.That(Sound(WithoutFfmpeg, "blues/b.wav", 1), Is.Not.EqualTo(first));
        Assert.That(Sound(WithoutFfmpeg with { Seed = 2 }, "blues/a.wav", 1), Is.Not.EqualTo(first));

        // On many threads, in another order.
        var parallel = new float[8][];
        Parallel.For(0, 8, i => parallel[7 - i] = Sound(WithoutFfmpeg, "blues/a.wav", 1 + (7 - i) % 2));
        for (int i = 0; i < 8; i++)
            Assert.That(parallel[i], Is.EqualTo(i % 2 == 0 ? first : parallel[1]));

        float[] Sound(AugmentationPlan plan, string track, int copy) => plan.Draw(track, copy).Apply(clip).Samples.ToArray();
    }

    [Test]
    public void Parts_of_a_copy_share_its_strengths_and_have_noise_of_their_own()
    {
        AudioClip clip = Clip();
        AugmentedCopy copy = new AugmentationPlan { Steps = [new NoiseStep(), new PitchShiftStep()] }.Draw("a", 1);
        AudioClip one = copy.Apply(clip, 0), two = copy.Apply(clip, 1);
        Assert.That(one.Samples.ToArray(), Is.Not.EqualTo(two.Samples.ToArray()));
        Assert.That(Tones.LouderBy(one, two), Is.EqualTo(0).Within(0.2));
        Assert.That(copy.Description, Has.Count.EqualTo(2).And.Some.Contains("semitones").And.Some.Contains("pink noise"));
    }

    [Test]
    public void Probability_says_how_many_copies_a_step_is_done_to()
    {
        var plan = new AugmentationPlan { Steps = [new TiltStep { Probability = 0.3 }, new CropStep()] };
        int tilted = Enumerable.Range(0, 2000).Count(
            i => plan.Draw($"track {i}", 1).Description.Any(d => d.StartsWith("tilt", StringComparison.Ordinal)));
        Assert.That(tilted, Is.InRange(530, 670));
    }

    [Test]
    public void Strengths_fill_their_range_and_stay_within_it()
    {
        var plan = new AugmentationPlan { Steps = [new GainStep { MinDecibels = -10, MaxDecibels = 5 }] };
        AudioClip clip = Tones.Sine(440, 0.3);
        double[] gains = [.. Enumerable.Range(1, 100).Select(i => Tones.LouderBy(plan.Draw("a", i).Apply(clip), clip))];
        Assert.That(gains, Is.All.InRange(-10.001, 5.001));
        Assert.That((gains.Min() < -8, gains.Max() > 3), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_picture_comes_back_as_large_as_it_was_and_changed()
    {
        SpectrogramImage picture = SpectrogramImage.FromClip(Clip());
        foreach (AugmentationStep step in AugmentationPlan.AllSteps)
        {
            AugmentedCopy copy = new AugmentationPlan { Steps = [step] }.Draw("a", 1);
            SpectrogramImage changed = copy.Apply(picture);
            Assert.That((changed.Width, changed.Height), Is.EqualTo((picture.Width, picture.Height)), step.Kind);
            Assert.That(changed.Pixels.SequenceEqual(picture.Pixels), Is.EqualTo(step is AudioStep), step.Kind);
            Assert.That(copy.ChangesAudio, Is.EqualTo(step is AudioStep));
        }
    }

    private static AudioClip Clip()
        => new(Signals.Noise(1, Tones.Rate).Zip(Signals.Sine(440, Tones.Rate, Tones.Rate), (a, b) => 0.3f * a + b).ToArray(), Tones.Rate);
}
