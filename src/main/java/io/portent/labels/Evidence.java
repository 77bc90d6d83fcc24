package io.portent.labels;

import io.portent.event.Severity;
import io.portent.health.Label;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the stored windows say of a label's interval, beside the day before it.
 *
 * @param windows within the interval
 * @param errors events at ERROR or worse per minute
 * @param usualErrors the same of the day before
 * @param events all events per minute
 * @param usualEvents the same of the day before
 * @param templates those that came more often than the day before, by how much more
 */
public record Evidence(
        int windows,
        double errors,
        double usualErrors,
        double events,
        double usualEvents,
        List<TemplateRate> templates) {
    private static final Duration BEFORE = Duration.ofDays(1);

    /** An open label is judged by its first hour. */
    private static final Duration LONGEST = Duration.ofHours(1);

    public Evidence {
        templates = List.copyOf(templates);
    }

    /** Events of one template per minute. */
    public record TemplateRate(String text, double rate, double usual) {}

    /** Counts of some windows, and how many minutes they span. */
    private static final class Tally {
        private int windows;
        private double minutes;
        private long errors;
        private long events;
        private final Map<String, Long> templates = new HashMap<>();

        void add(Window window) {
            windows++;
            minutes += window.length().toMillis() / 60_000.0;
            errors += window.atLeast(Severity.ERROR);
            events += window.events();
            window.templates().forEach((id, count) -> templates.merge(id, (long) count, Long::sum));
        }

        double rate(long count) {
            return minutes == 0 ? 0 : count / minutes;
        }

        double rate(String template) {
            return rate(templates.getOrDefault(template, 0L));
        }
    }

    /** @param most templates */
    public static Evidence of(Store store, Label label, int most) {
        Instant end = label.end();
        Instant until = end == null ? label.start().plus(LONGEST) : end;
        Tally during = tally(store, label, new TimeSpan(label.start(), until));
        Tally before = tally(store, label, new TimeSpan(StoredHealth.earlier(label.start(), BEFORE), label.start()));
        return new Evidence(
                during.windows,
                during.rate(during.errors),
                before.rate(before.errors),
                during.rate(during.events),
                before.rate(before.events),
                risen(during, before, TemplateTexts.of(store), most));
    }

    private static Tally tally(Store store, Label label, TimeSpan span) {
        Tally tally = new Tally();
        String entity = label.entity().isEmpty() ? null : label.entity();
        store.windowReader().windows(entity, span, tally::add);
        return tally;
    }

    private static List<TemplateRate> risen(
            Tally during, Tally before, Function<String, @Nullable String> texts, int most) {
        List<TemplateRate> rates = new ArrayList<>();
        during.templates.keySet().forEach(id -> {
            String text = texts.apply(id);
            rates.add(new TemplateRate(text == null ? id : text, during.rate(id), before.rate(id)));
        });
        rates.removeIf(rate -> rate.rate() <= rate.usual());
        rates.sort(Comparator.comparingDouble((TemplateRate rate) -> rate.usual() - rate.rate())
                .thenComparing(TemplateRate::text));
        return rates.subList(0, Math.min(most, rates.size()));
    }
}
