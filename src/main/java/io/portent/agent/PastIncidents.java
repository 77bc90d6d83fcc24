package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.config.AgentConfig;
import io.portent.explain.Heralds;
import io.portent.explain.KnownIncidents;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import io.portent.labels.LabelSources;
import io.portent.pipeline.Translation;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Looks up what the store's windows said before past incidents, and in hours that nothing came of. Takes a second or so; not for a thread
 * that others wait for.
 */
final class PastIncidents {
    /** The latest. */
    private static final int MOST = 200;

    private static final int CALM = 100;
    /** Closer to an incident, before or after, an hour is not calm. */
    private static final Duration NEAR = Duration.ofHours(3);
    /** Of the same incident: it degrades, then it fails. */
    private static final Duration SAME = Duration.ofHours(1);

    private final AgentConfig config;
    private final Bundle bundle;

    private record Onset(String entity, Instant time, HealthState state) {}

    PastIncidents(AgentConfig config, Bundle bundle) {
        this.config = config;
        this.bundle = bundle;
    }

    /**
     * What was learnt of them.
     *
     * @param heralds ids of the templates that announce them
     */
    record Found(KnownIncidents known, Set<String> heralds) {}

    /** Those that began before {@code until}. Throws {@link io.portent.store.StoreException} where the store cannot be read. */
    Found of(Store store, Instant until) throws IOException {
        KnownIncidents known = new KnownIncidents(bundle.codec());
        Heralds heralds = new Heralds();
        look(store, until, known, heralds);
        known.settle();
        return new Found(known, heralds.ids());
    }

    private void look(Store store, Instant until, KnownIncidents known, Heralds heralds) throws IOException {
        List<WindowReader.Extent> extents = store.windowReader().extents();
        if (extents.isEmpty()) {
            return;
        }
        Instant first = extents.stream()
                .map(WindowReader.Extent::first)
                .min(Comparator.naturalOrder())
                .orElse(until);
        Instant last = Instant.ofEpochMilli(until.toEpochMilli());
        if (!first.isBefore(last)) {
            return;
        }
        HealthHistory health = new LabelSources(
                        config.labels(), Settings.horizons(config).longest(), store)
                .history(new TimeSpan(first, last));
        Translation translation = Translation.of(bundle.templates(), StoredHistory.told(store.windowReader()));
        List<Onset> onsets = onsets(extents, health, last);
        for (Onset onset : onsets.subList(Math.max(0, onsets.size() - MOST), onsets.size())) {
            int reach = KnownIncidents.LENGTH + KnownIncidents.LONGEST_LAG;
            List<Window> windows = before(store, translation, onset.entity, onset.time, reach);
            known.add(onset.time, onset.state, windows);
            heralds.add(windows.subList(Math.max(0, windows.size() - KnownIncidents.LENGTH), windows.size()));
        }
        for (Onset moment : calm(extents, onsets, last)) {
            List<Window> windows = before(store, translation, moment.entity, moment.time, KnownIncidents.LENGTH);
            known.addCalm(windows);
            heralds.addCalm(windows);
        }
    }

    private static List<Onset> onsets(List<WindowReader.Extent> extents, HealthHistory health, Instant until) {
        List<Onset> onsets = new ArrayList<>();
        for (WindowReader.Extent extent : extents) {
            Timeline timeline = health.of(extent.entity());
            for (Instant red : timeline.onsets(HealthState.RED, extent.first(), until)) {
                onsets.add(new Onset(extent.entity(), red, HealthState.RED));
            }
            for (Instant orange : timeline.onsets(HealthState.ORANGE, extent.first(), until)) {
                if (timeline.onset(HealthState.RED, orange.minusMillis(1), orange.plus(SAME)) == null) {
                    onsets.add(new Onset(extent.entity(), orange, HealthState.ORANGE));
                }
            }
        }
        onsets.sort(Comparator.comparing(Onset::time));
        return onsets;
    }

    /** Moments at equal distances over all that is stored, without those near an incident. */
    private static List<Onset> calm(List<WindowReader.Extent> extents, List<Onset> onsets, Instant until) {
        List<Onset> calm = new ArrayList<>();
        int each = Math.max(1, CALM / extents.size());
        for (WindowReader.Extent extent : extents.subList(0, Math.min(CALM, extents.size()))) {
            Instant end = extent.last().isBefore(until) ? extent.last() : until;
            Duration step = Duration.between(extent.first(), end).dividedBy(each + 1L);
            for (int i = 1; i <= each && !step.isNegative(); i++) {
                Instant time = extent.first().plus(step.multipliedBy(i));
                if (onsets.stream().noneMatch(one -> isNear(one, extent.entity(), time))) {
                    calm.add(new Onset(extent.entity(), time, HealthState.GREEN));
                }
            }
        }
        return calm;
    }

    private static boolean isNear(Onset onset, String entity, Instant time) {
        return onset.entity.equals(entity)
                && Duration.between(onset.time, time).abs().compareTo(NEAR) < 0;
    }

    /** The windows that end at the start of the one that holds the moment, without a hole; at most so many. */
    private List<Window> before(Store store, Translation translation, String entity, Instant time, int most) {
        Instant until = bundle.window().startOf(time);
        TimeSpan span = new TimeSpan(until.minus(bundle.window().length().multipliedBy(most)), until);
        ArrayDeque<Window> row = new ArrayDeque<>();
        store.windowReader().windows(entity, span, window -> {
            if (!row.isEmpty() && !row.getLast().end().equals(window.start())) {
                row.clear();
            }
            row.add(window);
        });
        boolean reaches = !row.isEmpty() && row.getLast().end().equals(until);
        return reaches ? row.stream().map(translation::of).toList() : List.of();
    }
}
