package io.portent.rule;

import io.portent.event.Severity;
import io.portent.event.Thrown;
import io.portent.health.Statement;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Windows in, labels out. Windows of each entity come in the order of time, one by one as they close or all of a history: the
 * labels are the same. One that begins before its predecessor's end was there already and is passed over.
 *
 * <p>Not thread-safe. Memory: some 5 KB per entity that was heard of within the last {@value #GONE_DAYS} days, and as many
 * labels as the caller allows.
 */
public final class RuleLabels {
    /** Silence is news only where the day before had traffic: rules that are to speak of a moment must have seen it. */
    public static final Duration LOOK_BACK = Duration.ofHours(25);

    private static final int GONE_DAYS = 2;
    private static final List<String> STATUS_FIELDS =
            List.of("status", "status_code", "http_status", "http.status_code", "http.response.status_code");

    private final List<LabelRule> rules;
    private final boolean needsTraffic;
    private final Function<String, @Nullable String> texts;
    private final KillBanner banner = new KillBanner();
    private final Map<String, Entity> entities = new HashMap<>();
    private final int most;
    private final ArrayDeque<Statement> finished = new ArrayDeque<>();
    private long dropped;

    private static final class Entity {
        private final List<RuleRun> runs;
        private final @Nullable Traffic traffic;
        private Instant end = Instant.MIN;

        Entity(List<LabelRule> rules, @Nullable Traffic traffic) {
            this.runs = rules.stream().map(RuleRun::new).toList();
            this.traffic = traffic;
        }
    }

    /** For a history, whose windows bound its labels. */
    public RuleLabels(List<LabelRule> rules, Function<String, @Nullable String> texts) {
        this(rules, texts, Integer.MAX_VALUE);
    }

    /**
     * @param texts of a template's id; null where it is not known
     * @param most labels that have ended and are remembered; beyond that those that ended first are dropped and counted
     */
    public RuleLabels(List<LabelRule> rules, Function<String, @Nullable String> texts, int most) {
        this.most = most;
        this.rules = List.copyOf(rules);
        this.needsTraffic = rules.stream().anyMatch(rule -> rule.condition() instanceof Condition.Silence);
        this.texts = texts;
    }

    public void accept(Window window) {
        Entity entity = entities.computeIfAbsent(
                window.entity(), name -> new Entity(rules, needsTraffic ? new Traffic() : null));
        if (window.start().isBefore(entity.end)) {
            return;
        }
        if (window.start().isAfter(entity.end)) {
            entity.runs.forEach(run -> finish(window.entity(), run));
            if (entity.traffic != null) {
                entity.traffic.interrupted();
            }
        }
        for (RuleRun run : entity.runs) {
            if (holds(run.rule().condition(), window, run.stands(), entity.traffic)) {
                run.extend(window.start(), window.end());
            } else {
                finish(window.entity(), run);
            }
        }
        if (entity.traffic != null) {
            entity.traffic.add(window);
        }
        entity.end = window.end();
    }

    private void finish(String entity, RuleRun run) {
        Statement statement = run.statement(entity, Duration.ZERO);
        if (statement != null) {
            finished.add(statement);
            if (finished.size() > most) {
                finished.remove();
                dropped++;
            }
        }
        run.stop();
    }

    private boolean holds(Condition condition, Window window, boolean stands, @Nullable Traffic traffic) {
        if (condition instanceof Condition.ErrorsPerMinute errors) {
            int count = window.atLeast(Severity.ERROR);
            return count > 0 && count >= errors.least() * window.length().toMillis() / 60_000.0;
        }
        if (condition instanceof Condition.Fatal fatal) {
            return window.atLeast(Severity.FATAL) >= fatal.least();
        }
        if (condition instanceof Condition.Thrown thrown) {
            return window.exceptions().keySet().stream().anyMatch(type -> isNamed(Thrown.typeOf(type), thrown.name()));
        }
        if (condition instanceof Condition.ServerErrors errors) {
            return STATUS_FIELDS.stream()
                    .anyMatch(field -> fails(window.fields().get(field), errors.least()));
        }
        if (condition instanceof Condition.Silence silence) {
            return window.events() == 0
                    && (stands || (traffic != null && traffic.expectedAt(window.start(), silence.least())));
        }
        return window.templates().keySet().stream().anyMatch(this::tellsOfKill);
    }

    private static boolean isNamed(String type, String name) {
        return type.equals(name) || type.endsWith("." + name) || type.endsWith("$" + name);
    }

    private static boolean fails(@Nullable FieldSummary status, double least) {
        return status != null
                && status.max() < 600 // else a field of that name which is no HTTP status
                && (double) status.fives() / status.count() >= least;
    }

    private boolean tellsOfKill(String template) {
        String text = texts.apply(template);
        return text != null && banner.isIn(text);
    }

    /** What the windows so far amount to, by start. What still goes on ends with the last window. */
    public List<Statement> statements() {
        return statements(Duration.ZERO);
    }

    /** @param beyond how much longer what still goes on is taken to last, for lack of a later window */
    public List<Statement> statements(Duration beyond) {
        List<Statement> all = new ArrayList<>(finished);
        entities.forEach((name, entity) -> {
            for (RuleRun run : entity.runs) {
                Statement statement = run.statement(name, beyond);
                if (statement != null) {
                    all.add(statement);
                }
            }
        });
        all.sort(Comparator.comparing((Statement one) -> one.label().start())
                .thenComparing(one -> one.label().entity())
                .thenComparing(one -> one.label().source())
                .thenComparing(one -> one.label().state()));
        return all;
    }

    /** Labels that were dropped because there were too many. */
    public long dropped() {
        return dropped;
    }

    /** Drops labels that ended before this time, and entities that were not heard of since. */
    public void forgetBefore(Instant time) {
        finished.removeIf(one -> {
            Instant end = one.label().end();
            return end != null && end.isBefore(time);
        });
        Instant gone = time.minus(Duration.ofDays(GONE_DAYS));
        entities.values().removeIf(entity -> entity.end.isBefore(gone));
    }
}
