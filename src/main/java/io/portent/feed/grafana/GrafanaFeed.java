package io.portent.feed.grafana;

import io.portent.feed.Feed;
import io.portent.feed.FeedException;
import io.portent.feed.FetchReport;
import io.portent.feed.HttpReader;
import io.portent.feed.Ignored;
import io.portent.feed.Note;
import io.portent.feed.Pause;
import io.portent.feed.Told;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import io.portent.store.InterventionLog;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Annotations that people and programs made in Grafana, by {@code /api/annotations}: regions become labels, and those with a tag for it
 * interventions. One that was changed there is changed here; one that was deleted there stays, because Grafana itself deletes old ones.
 * Not thread-safe; owned by whoever asks.
 */
public final class GrafanaFeed implements Feed {
    /** How the source of such labels is called. */
    public static final String SOURCE = "grafana";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Some 300 bytes each: several times less than the longest answer that is taken. */
    private static final int MOST_AT_ONCE = 1000;

    private final GrafanaSpec spec;
    private final HttpReader http;

    /** Identifiers count from one in every Grafana. */
    private final String prefix;

    public GrafanaFeed(GrafanaSpec spec, Pause pause) {
        this.spec = spec;
        this.http = new HttpReader(spec.url(), spec::token, PATIENCE, pause);
        this.prefix = SOURCE + ":" + LabelKey.digest(spec.url().toString()).substring(0, 8) + ":";
    }

    @Override
    public String name() {
        return SOURCE;
    }

    /** People write down afterwards what happened. */
    @Override
    public Duration settling() {
        return Duration.ofDays(7);
    }

    @Override
    public FetchReport fetch(TimeSpan span, Store store, Instant now) {
        Told told = ask(span, now);
        int recorded = record(told.interventions(), store.interventions());
        return new FetchReport(store.labels().put(told.labels()), 0, recorded, told.ignored());
    }

    private Told ask(TimeSpan span, Instant now) {
        Map<Long, JsonValue> annotations = new LinkedHashMap<>();
        Set<String> tags = new LinkedHashSet<>(spec.tags());
        tags.addAll(spec.interventionTags());
        try {
            // One by one: Grafana takes several tags for those that must all be there.
            for (String tag : tags) {
                ask(tag, span.from().toEpochMilli(), span.until().toEpochMilli(), annotations);
            }
            return told(annotations, now);
        } catch (BadJsonException e) {
            throw new FeedException(
                    spec.url() + " answered with something else than annotations: " + e.getMessage(), e);
        }
    }

    private void ask(String tag, long from, long until, Map<Long, JsonValue> annotations) {
        List<JsonValue> answer = answer(tag, from, until);
        if (answer.size() < MOST_AT_ONCE) {
            answer.forEach(one -> annotations.put(one.at("id").whole(), one));
            return;
        }
        long middle = from + (until - from) / 2;
        if (middle == from) {
            throw new FeedException(
                    spec.url() + " has " + MOST_AT_ONCE + " or more annotations with the tag " + tag + " at "
                            + Instant.ofEpochMilli(from),
                    null);
        }
        ask(tag, from, middle, annotations);
        ask(tag, middle, until, annotations);
    }

    private List<JsonValue> answer(String tag, long from, long until) {
        return http.get(
                        "/api/annotations",
                        List.of(
                                Map.entry("from", Long.toString(from)),
                                Map.entry("to", Long.toString(until)),
                                Map.entry("tags", tag),
                                Map.entry("type", "annotation"),
                                Map.entry("limit", Integer.toString(MOST_AT_ONCE))))
                .list();
    }

    private Told told(Map<Long, JsonValue> annotations, Instant now) {
        List<Recorded> labels = new ArrayList<>();
        List<Intervention> interventions = new ArrayList<>();
        Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
        annotations.forEach((id, value) -> {
            Annotation annotation = Annotation.read(value);
            String entity = spec.entities().of(annotation.labels());
            boolean intervenes = annotation.hasAnyOf(spec.interventionTags());
            boolean tells = annotation.hasAnyOf(spec.tags());
            if (entity == null) {
                ignored.merge(Ignored.NO_ENTITY, 1, Integer::sum);
                return;
            }
            if (intervenes) {
                String note = Note.of(annotation.text());
                interventions.add(new Intervention(prefix + id, entity, annotation.start(), SOURCE, note));
            }
            if (tells && annotation.isRegion()) {
                labels.add(label(id, entity, annotation, now));
            } else if (!intervenes) {
                ignored.merge(Ignored.NO_DURATION, 1, Integer::sum);
            }
        });
        return new Told(labels, interventions, ignored);
    }

    private Recorded label(long id, String entity, Annotation read, Instant now) {
        Label label = new Label(entity, spec.state(), read.start(), read.end(), SOURCE, Note.of(read.text()));
        return new Recorded(prefix + id, label, SourceKind.GRAFANA.confidence(), now);
    }

    private static int record(List<Intervention> told, InterventionLog log) {
        if (told.isEmpty()) {
            return 0;
        }
        List<Instant> times = told.stream().map(Intervention::time).sorted().toList();
        Set<Intervention> known = new HashSet<>(log.interventions(
                new TimeSpan(times.get(0), times.get(times.size() - 1).plusMillis(1))));
        List<Intervention> fresh =
                told.stream().filter(one -> !known.contains(one)).toList();
        fresh.forEach(log::record);
        return fresh.size();
    }

    /** As Grafana has it: a point has no end, or one that is its start. */
    private record Annotation(Instant start, Instant end, List<String> tags, String text) {
        static Annotation read(JsonValue value) {
            JsonValue end = value.at("timeEnd");
            Instant start = time(value.at("time"));
            List<String> tags = value.at("tags").isPresent()
                    ? value.at("tags").list().stream().map(JsonValue::text).toList()
                    : List.of();
            return new Annotation(
                    start,
                    end.isPresent() ? time(end) : start,
                    tags,
                    value.at("text").text(""));
        }

        private static Instant time(JsonValue millis) {
            long value = millis.whole();
            if (value < 0 || value > 253_402_300_799_999L) {
                throw millis.refused("a time in milliseconds since 1970");
            }
            return Instant.ofEpochMilli(value);
        }

        boolean hasAnyOf(List<String> others) {
            return !Collections.disjoint(tags, others);
        }

        boolean isRegion() {
            return end.isAfter(start);
        }

        /** {@code service:shop} names an entity as a label does. */
        Map<String, String> labels() {
            Map<String, String> labels = new HashMap<>();
            for (String tag : tags) {
                int colon = tag.indexOf(':');
                if (colon > 0) {
                    labels.putIfAbsent(tag.substring(0, colon), tag.substring(colon + 1));
                }
            }
            return labels;
        }
    }
}
