package io.portent.cli;

import io.portent.agent.Activating;
import io.portent.agent.Stores;
import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.heatmap.HeatMap;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "heatmap",
        mixinStandardHelpOptions = true,
        description =
                "Shows what the hidden units of a model hold at each window of the store, beside forecast and health.",
        footer = {
            "",
            "Examples:",
            "  agent models heatmap --since 5h --html health.html",
            "  agent models heatmap 20260401 --most 300 --png health.png"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsHeatmapVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Mixin
    LabelsOption labels;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "A version, the beginning of one, or an alias. Default: champion")
    @Nullable
    String version;

    @Mixin
    ModelOption model;

    @Mixin
    StoredRange range;

    @Option(names = "--entity", paramLabel = "NAME", description = "Whose windows. Default: the only one in the store")
    @Nullable
    String entity;

    @Option(
            names = "--layer",
            paramLabel = "N",
            description = "1: the one that reads the windows. Default: the top one")
    @Nullable
    Integer layer;

    @Mixin
    HeatMapFiles files;

    @Override
    public Integer call() throws IOException {
        if (version != null && model.file != null) {
            throw new WrongUsageException("say which model once: VERSION or --model FILE");
        }
        files.check();
        TimeRange asked = range.checked();
        AgentConfig config = labels.on(options.load());
        Bundle bundle = bundle(config);
        int layers = bundle.spec().layers();
        int shown = layer == null ? layers : layer;
        if (shown < 1 || shown > layers) {
            throw new WrongUsageException("--layer must be in [1, " + layers + "], was " + shown);
        }
        files.check(bundle.spec().units());
        try (Store store = Stores.existing(config.store())) {
            TimeSpan span = StoredRange.held(
                    asked, config, store, InstantSource.system().instant());
            HeatMap map = new Activating(config, new Dl4jNetworks(), new Dl4jWeights(), store)
                    .map(bundle, entity, span, files.most, shown - 1);
            print(
                    map,
                    files.write(map),
                    span.until().toEpochMilli() - span.from().toEpochMilli(),
                    config);
        }
        return 0;
    }

    private Bundle bundle(AgentConfig config) throws IOException {
        return version == null
                ? model.load(config).bundle()
                : new ModelDirectory(config.model().directory())
                        .load(Models.summary(config, version).version())
                        .bundle();
    }

    private void print(HeatMap map, String written, long millis, AgentConfig config) {
        List<String> times = map.columns().labels();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d units over %,d windows, %s to %s, in %s%n",
                map.rows().size(),
                times.size(),
                times.get(0),
                times.get(times.size() - 1),
                written);
        long more = millis / config.window().length().toMillis() - times.size();
        if (more > 0) {
            out.printf(
                    Locale.ROOT, "%,d windows of the span are before them or have too few before themselves%n", more);
        }
        out.flush();
    }
}
