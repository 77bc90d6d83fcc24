package io.portent.metrics.prometheus;

import io.portent.metrics.Skill;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series of the model that serves and of the build; they change as a whole, and those of the model go when it goes. Thread-safe. */
final class ModelCollector extends Collector {
    private record Model(String version, String network, Instant trained, List<Skill> skills) {}

    private record Build(String version, String revision) {}

    private record Challenger(String version, String network) {}

    private volatile @Nullable Model model;
    private volatile @Nullable Challenger shadow;
    private volatile @Nullable Build build;

    void model(String version, String network, Instant trained, List<Skill> skills) {
        model = new Model(version, network, trained, List.copyOf(skills));
    }

    void noModel() {
        model = null;
    }

    void shadow(String version, String network) {
        shadow = new Challenger(version, network);
    }

    void noShadow() {
        shadow = null;
    }

    void build(String version, String revision) {
        build = new Build(version, revision);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Model serving = model;
        Challenger beside = shadow;
        Build running = build;
        List<Sample> info = List.of();
        List<Sample> trained = List.of();
        List<Sample> skills = List.of();
        if (serving != null) {
            info = List.of(Family.MODEL.sample(1, serving.version, serving.network));
            trained = List.of(Family.MODEL_TRAINED.sample(serving.trained.toEpochMilli() / 1e3));
            skills = serving.skills.stream()
                    .filter(skill -> !Double.isNaN(skill.value()))
                    .map(skill -> Family.MODEL_SKILL.sample(skill.value(), skill.horizon(), skill.baseline()))
                    .toList();
        }
        return List.of(
                Family.MODEL.with(info),
                Family.MODEL_TRAINED.with(trained),
                Family.MODEL_SKILL.with(skills),
                Family.SHADOW_MODEL.with(
                        beside == null
                                ? List.of()
                                : List.of(Family.SHADOW_MODEL.sample(1, beside.version, beside.network))),
                Family.BUILD.with(
                        running == null
                                ? List.of()
                                : List.of(Family.BUILD.sample(1, running.version, running.revision))));
    }
}
