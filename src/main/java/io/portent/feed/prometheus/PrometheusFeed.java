package io.portent.feed.prometheus;

import io.portent.feed.Feed;
import io.portent.feed.FetchReport;
import io.portent.feed.HttpReader;
import io.portent.feed.Ignored;
import io.portent.feed.Pause;
import io.portent.feed.prometheus.Question.Meaning;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of Prometheus: alerts that fired, and expressions that were not zero, by {@code /api/v1/query_range}. Everything is asked
 * at multiples of the step, so that an interval has the same start whenever it is asked for; what is told in pieces is joined with what
 * is stored. Not thread-safe; owned by whoever asks.
 */
public final class PrometheusFeed implements Feed {
    /** How the source of such labels is called. */
    public static final String SOURCE = "prometheus";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpReader http;
    private final long step;
    private final List<Question> questions;
    private @Nullable Long seen;

    public PrometheusFeed(PrometheusSpec spec, Pause pause) {
        this(spec, new HttpReader(spec.url(), () -> token(spec.tokenFile()), PATIENCE, pause));
    }

    PrometheusFeed(PrometheusSpec spec, HttpReader http) {
        this.http = http;
        this.step = spec.step().toMillis();
        this.questions = questions(spec);
    }

    private static @Nullable String token(@Nullable Path file) throws IOException {
        return file == null ? null : Files.readString(file);
    }

    private static List<Question> questions(PrometheusSpec spec) {
        List<Question> all = new ArrayList<>();
        if (spec.alerts() != null) {
            all.add(new Question.Alerts(spec.alerts(), spec.entities()));
        }
        spec.expressions()
                .forEach(each ->
                        all.add(new Question.Expression(each, spec.entities().by(each.entityLabel()))));
        return all;
    }

    @Override
    public String name() {
        return SOURCE;
    }

    /** Rules are evaluated once a minute or so, and their results may be written late. */
    @Override
    public Duration settling() {
        return Duration.ofMinutes(10);
    }

    @Override
    public FetchReport fetch(TimeSpan span, Store store, Instant now) {
        LabelBook book = store.labels();
        long live = Math.floorDiv(now.toEpochMilli(), step) * step;
        long first = -Math.floorDiv(-from(span, book).toEpochMilli(), step) * step;
        long before = Math.floorDiv(span.until().toEpochMilli() - 1, step) * step;
        long last = span.until().isBefore(now) ? Math.min(live, before) : live;
        Fetch fetch = new Fetch(book, first, last);
        if (first <= last) {
            long known = seen == null ? Long.MIN_VALUE / 2 : seen;
            fetch.run(new Reconciliation.Asked(last + step, live, known, step, now));
            seen = last == live ? Long.valueOf(live) : seen;
        }
        return fetch.report();
    }

    /** What was open when it was last heard of is asked for since then, else it would stay open for ever. */
    private Instant from(TimeSpan span, LabelBook book) {
        Instant from = span.from();
        if (seen != null) {
            return from;
        }
        for (Recorded one : book.labels(span)) {
            boolean open = one.label().end() == null && one.key().startsWith(SOURCE + ":");
            from = open && one.recorded().isBefore(from) ? one.recorded() : from;
        }
        return from;
    }

    /** One run over all questions. */
    private final class Fetch {
        private final LabelBook book;
        private final long first;
        private final long last;
        private final Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
        private Changes changes = new Changes(0, 0, 0);
        private int merged;

        Fetch(LabelBook book, long first, long last) {
            this.book = book;
            this.first = first;
            this.last = last;
        }

        void run(Reconciliation.Asked asked) {
            Set<String> answered = new HashSet<>();
            for (Question question : questions) {
                Map<Map<String, String>, Spans> told =
                        new RangeQuery(http, question.expression(), step).over(first, last);
                Map<String, Reconciliation> bySeries = stored(question.prefix(), asked);
                told.forEach((labels, spans) -> take(question, labels, spans, bySeries, asked));
                keep(bySeries);
                answered.add(question.prefix());
            }
            // What no question asks for any more would stay open for ever.
            Map<String, Reconciliation> others = stored(SOURCE + ":", asked);
            others.keySet().removeIf(series -> answered.stream().anyMatch(series::startsWith));
            keep(others);
        }

        private Map<String, Reconciliation> stored(String prefix, Reconciliation.Asked asked) {
            TimeSpan around = new TimeSpan(Instant.ofEpochMilli(first - step), Instant.ofEpochMilli(last + 2 * step));
            Map<String, Reconciliation> bySeries = new LinkedHashMap<>();
            for (Recorded one : book.labels(around)) {
                if (one.key().startsWith(prefix)) {
                    String series = one.key().replaceFirst("^([^:]*:[^:]*:[^:]*:).*", "$1");
                    bySeries.computeIfAbsent(series, name -> new Reconciliation(name, asked))
                            .stored(one);
                }
            }
            return bySeries;
        }

        private void take(
                Question question,
                Map<String, String> labels,
                Spans spans,
                Map<String, Reconciliation> bySeries,
                Reconciliation.Asked asked) {
            Ignored why = question.ignored(labels);
            Meaning meaning = question.meaning(labels);
            if (why != null || meaning == null) {
                ignored.merge(why == null ? Ignored.NOT_MAPPED : why, 1, Integer::sum);
                return;
            }
            Reconciliation series =
                    bySeries.computeIfAbsent(question.prefix(labels), name -> new Reconciliation(name, asked));
            spans.all().forEach(span -> series.told(span, meaning));
        }

        /** First what is new, then what has become part of it: an interruption in between leaves both, and the next run joins them. */
        private void keep(Map<String, Reconciliation> bySeries) {
            List<Recorded> put = new ArrayList<>();
            Set<String> remove = new HashSet<>();
            bySeries.values().forEach(series -> {
                series.run();
                put.addAll(series.toPut());
                remove.addAll(series.toRemove());
            });
            Changes done = put.isEmpty() ? new Changes(0, 0, 0) : book.put(put);
            merged += remove.isEmpty() ? 0 : book.remove(remove);
            changes = new Changes(
                    changes.added() + done.added(),
                    changes.changed() + done.changed(),
                    changes.unchanged() + done.unchanged());
        }

        FetchReport report() {
            return new FetchReport(changes, merged, 0, ignored);
        }
    }
}
