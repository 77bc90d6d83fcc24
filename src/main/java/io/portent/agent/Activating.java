package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.config.AgentConfig;
import io.portent.dataset.Run;
import io.portent.health.HealthHistory;
import io.portent.heatmap.HeatMap;
import io.portent.labels.LabelSources;
import io.portent.metrics.HorizonLabel;
import io.portent.model.NetworkFactory;
import io.portent.model.engine.WeightsFile;
import io.portent.pipeline.HiddenStates;
import io.portent.pipeline.NotEnoughException;
import io.portent.pipeline.Recount;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model's hidden units hold over stored windows. */
public final class Activating {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final WeightsFile weights;
    private final Store store;

    public Activating(AgentConfig config, NetworkFactory networks, WeightsFile weights, Store store) {
        this.config = config;
        this.networks = networks;
        this.weights = weights;
        this.store = store;
    }

    /**
     * The last forecasts of a span.
     *
     * @param entity null: the only one that there is
     * @param most columns at most
     * @param layer 0 is the one that reads the windows
     * @throws NotEnoughException where there is nothing to show; the message says what is missing
     */
    public HeatMap map(Bundle bundle, @Nullable String entity, TimeSpan span, int most, int layer) throws IOException {
        if (!bundle.window().equals(config.window())) {
            throw new NotEnoughException("the model was trained with windows of another length, offset or lateness than"
                    + " the configuration says, and so than the store holds");
        }
        TimeSpan shown = lastOf(span, bundle, most);
        List<Run> runs = runs(bundle, entity == null ? onlyEntity() : entity, shown);
        HealthHistory health =
                new LabelSources(config.labels(), bundle.horizons().longest(), store).history(shown);
        return new HiddenStates(bundle, weights, HorizonLabel::of)
                .of(runs.get(runs.size() - 1), health, networks, shown.from(), layer);
    }

    private static TimeSpan lastOf(TimeSpan span, Bundle bundle, int most) {
        Instant first = span.until().minus(bundle.window().length().multipliedBy(most));
        return new TimeSpan(first.isBefore(span.from()) ? span.from() : first, span.until());
    }

    private String onlyEntity() {
        List<String> entities = store.windowReader().extents().stream()
                .map(WindowReader.Extent::entity)
                .distinct()
                .sorted()
                .toList();
        if (entities.size() != 1) {
            throw new NotEnoughException("the store holds windows of " + entities.size()
                    + " entities; --entity says which to show: "
                    + String.join(", ", entities.subList(0, Math.min(20, entities.size()))));
        }
        return entities.get(0);
    }

    /** Under the model's templates, as it would have read them live: a message is new once, whoever says it first. */
    private List<Run> runs(Bundle bundle, String entity, TimeSpan shown) {
        TimeSpan read = new TimeSpan(Lookback.before(shown.from(), bundle), shown.until());
        Recount recount = new Recount(bundle.templates(), StoredHistory.told(store.windowReader()));
        List<Window> all = recount.later(
                store.windowReader().list(read),
                Lookback.memory(bundle.window(), bundle.spec().dataWindow()));
        List<Run> runs =
                Run.of(PickedWindows.where(all, window -> window.entity().equals(entity)));
        if (runs.isEmpty()) {
            throw new NotEnoughException(
                    "the store holds no windows of " + entity + " from " + read.from() + " until " + read.until());
        }
        return runs;
    }
}
