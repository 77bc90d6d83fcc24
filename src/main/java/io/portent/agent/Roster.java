package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.EntitySpec;
import io.portent.forecast.Forecast;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which entities have a forecast. A configured one has from the start, if only to say that it is unknown, and for ever. Those
 * that log lines name have until they were silent for a day (a data window, or twice stale_after, if that is longer), and were
 * said to be unknown before: pods come and go, and each would leave its series behind. Where
 * there are more than limits.entities, the longest silent go earlier. Not thread-safe; owned by the predictor.
 */
final class Roster {
    private static final Duration DAY = Duration.ofDays(1);

    private final @Nullable String configured;
    private Duration patience;
    private final int most;
    private final Consumer<String> gone;
    /** End of the last window with an event, by entity; an engine that has just taken over may not know them all. */
    private final Map<String, Instant> heard = new LinkedHashMap<>();

    /** @param gone told the name of each entity that is forgotten */
    Roster(AgentConfig config, Consumer<String> gone) {
        this.configured = config.entity() instanceof EntitySpec.Named named ? named.name() : null;
        this.patience = patience(config);
        this.most = config.limits().entities();
        this.gone = gone;
    }

    /** Of the same entities and limits. */
    void use(AgentConfig next) {
        patience = patience(next);
    }

    private static Duration patience(AgentConfig config) {
        Duration reach = config.window().length().multipliedBy(config.forecast().dataWindow());
        Duration stale = config.forecast().staleAfter().multipliedBy(2);
        Duration longer = reach.compareTo(stale) > 0 ? reach : stale;
        return longer.compareTo(DAY) > 0 ? longer : DAY;
    }

    /** The windows of those that have a forecast now; the others are forgotten. */
    Map<String, List<Window>> present(LiveWindows live, List<Forecast> published, Instant now) {
        heard.putAll(live.heard());
        for (String entity : silent(published, now)) {
            heard.remove(entity);
            live.forget(entity);
            gone.accept(entity);
        }
        Map<String, List<Window>> known = live.snapshot();
        Map<String, List<Window>> windows = new LinkedHashMap<>();
        if (configured != null) {
            windows.put(configured, known.getOrDefault(configured, List.of()));
        }
        heard.keySet().forEach(entity -> windows.put(entity, known.getOrDefault(entity, List.of())));
        return windows;
    }

    /** The longest silent first; where there are more than allowed, before their time. */
    private List<String> silent(List<Forecast> published, Instant now) {
        List<String> unknown = published.stream()
                .filter(last -> last.unknown() != null && heard.containsKey(last.entity()))
                .map(Forecast::entity)
                .filter(entity -> !entity.equals(configured))
                .sorted(Comparator.comparing(this::heardAt))
                .toList();
        int excess = heard.size() - most;
        return unknown.stream()
                .limit(Math.max(
                        excess,
                        unknown.stream()
                                .filter(entity -> !now.isBefore(heardAt(entity).plus(patience)))
                                .count()))
                .toList();
    }

    private Instant heardAt(String entity) {
        return heard.getOrDefault(entity, Instant.MAX);
    }
}
