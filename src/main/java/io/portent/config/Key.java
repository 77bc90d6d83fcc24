package io.portent.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every key there is: the one table behind unknown-key problems, environment variables, defaults, ranges and the
 * test of docs/CONFIG.md. {@code []} stands for the index of a list entry.
 */
enum Key {
    ENTITY("entity", "service"),
    ENTITY_FIELD("entity.field", null),
    SOURCES_NAME("sources[].name", null),
    SOURCES_FILES("sources[].files", Shape.LIST, null),
    SOURCES_EXCLUDE("sources[].exclude", Shape.LIST, ""),
    SOURCES_ENCODING("sources[].encoding", "utf-8"),
    SOURCES_STDIN("sources[].stdin", null),
    SOURCES_TCP("sources[].tcp", null),
    SOURCES_SYSLOG("sources[].syslog", null),
    SOURCES_HTTP("sources[].http", null),
    SOURCES_FORMAT("sources[].format", "auto"),
    SOURCES_INNER("sources[].inner", "auto"),
    SOURCES_PATTERN("sources[].pattern", null),
    SOURCES_FIELDS("sources[].fields", Shape.LIST, ""),
    SOURCES_TIMEZONE("sources[].timezone", "UTC"),
    SOURCES_MULTILINE("sources[].multiline", "auto"),
    TEMPLATES_PARAMETERS("templates.parameters", Shape.LIST, ""),
    WINDOW_LENGTH("window.length", "1m"),
    WINDOW_OFFSET("window.offset", "0s"),
    WINDOW_LATENESS("window.lateness", "30s"),
    FORECAST_DATA_WINDOW("forecast.data_window", "60", 2, 10_000),
    FORECAST_HORIZONS("forecast.horizons", Shape.LIST, "5m, 15m, 1h"),
    FORECAST_WARNING("forecast.warning", "0s"),
    FORECAST_EVERY("forecast.every", "1m"),
    FORECAST_AT_ONCE("forecast.at_once", "10s"),
    FORECAST_STALE_AFTER("forecast.stale_after", null),
    FORECAST_FALSE_ALARMS("forecast.alarm_budget.false_alarms", "1"),
    FORECAST_PER("forecast.alarm_budget.per", "7d"),
    MODEL_NETWORK("model.network", "simple-rnn"),
    MODEL_UNITS("model.units", "32", 1, 1024),
    MODEL_LAYERS("model.layers", "1", 1, 4),
    MODEL_EPOCHS("model.epochs", "60", 1, 10_000),
    MODEL_ENSEMBLE("model.ensemble", "3", 1, 15),
    MODEL_SEED("model.seed", "42", Long.MIN_VALUE, Long.MAX_VALUE),
    MODEL_FEATURES("model.features", "160", 8, 2000),
    MODEL_DIRECTORY("model.directory", "data/models"),
    MODEL_MAX_AGE("model.max_age", "60d"),
    MODEL_MAX_DRIFT("model.max_drift", "1"),
    LABELS_FILES("labels.files", Shape.LIST, ""),
    LABELS_DEFAULT("labels.default", "unknown"),
    LABELS_TRUST("labels.trust", Shape.LIST, "person, file, alertmanager, prometheus, grafana, rule"),
    LABELS_LEAST_CONFIDENCE("labels.least_confidence", "0.5"),
    LABELS_RULES_STATE("labels.rules[].state", null),
    LABELS_RULES_FOR("labels.rules[].for", "0s"),
    LABELS_RULES_CONFIDENCE("labels.rules[].confidence", "0.6"),
    LABELS_RULES_ERRORS_PER_MINUTE("labels.rules[].errors_per_minute", null),
    LABELS_RULES_EXCEPTION("labels.rules[].exception", null),
    LABELS_RULES_SHARE_5XX("labels.rules[].share_5xx", null),
    LABELS_RULES_SILENCE("labels.rules[].silence", null),
    LABELS_RULES_KILL("labels.rules[].kill", null),
    LABELS_RULES_FATAL("labels.rules[].fatal", Shape.SCALAR, null, 1, 1_000_000),
    LABELS_FETCH_EVERY("labels.fetch_every", "5m"),
    LABELS_FETCH_SINCE("labels.fetch_since", "7d"),
    WEBHOOK_ENABLED("labels.webhook.enabled", "false"),
    WEBHOOK_TOKEN("labels.webhook.token", null),
    WEBHOOK_TOKEN_FILE("labels.webhook.token_file", null),
    WEBHOOK_ENTITY_LABEL("labels.webhook.entity_label", "service"),
    WEBHOOK_MAP_ALERTNAME("labels.webhook.map[].alertname", null),
    WEBHOOK_MAP_SEVERITY("labels.webhook.map[].severity", null),
    WEBHOOK_MAP_STATE("labels.webhook.map[].state", null),
    PROMETHEUS_URL("labels.prometheus.url", null),
    PROMETHEUS_TOKEN_FILE("labels.prometheus.token_file", null),
    PROMETHEUS_STEP("labels.prometheus.step", "30s"),
    PROMETHEUS_ALERTS_ALERTNAME("labels.prometheus.alerts[].alertname", null),
    PROMETHEUS_ALERTS_EXPR("labels.prometheus.alerts[].expr", null),
    PROMETHEUS_ALERTS_STATE("labels.prometheus.alerts[].state", null),
    PROMETHEUS_ALERTS_ENTITY_LABEL("labels.prometheus.alerts[].entity_label", "service"),
    GRAFANA_URL("labels.grafana.url", null),
    GRAFANA_TOKEN("labels.grafana.token", null),
    GRAFANA_TAGS("labels.grafana.tags", Shape.LIST, ""),
    GRAFANA_STATE("labels.grafana.state", "red"),
    GRAFANA_INTERVENTION_TAGS("labels.grafana.intervention_tags", Shape.LIST, "deploy"),
    STORE_URL("store.url", "jdbc:sqlite:data/portent.db"),
    STORE_RETENTION("store.retention", "90d"),
    STORE_MAX_SIZE("store.max_size", "1GiB", 16L << 20, 1L << 44),
    STORE_WRITER("store.writer", null),
    RETRAIN_CRON("retrain.cron", "0 0 3 * * ?"),
    RETRAIN_SINCE("retrain.since", "30d"),
    RETRAIN_HELD_OUT("retrain.held_out", "0.2"),
    RETRAIN_LEAST_ONSETS("retrain.least_onsets", "5", 3, 10_000),
    RETRAIN_MARGIN("retrain.margin", "0.02"),
    RETRAIN_KEEP("retrain.keep", "5", 1, 1000),
    RETRAIN_MEMORY("retrain.memory", "512MiB", 128L << 20, 1L << 40),
    RETRAIN_ON_DRIFT("retrain.on_drift", "false"),
    RETRAIN_SHADOW("retrain.shadow", "false"),
    WEB_LISTEN("web.listen", "0.0.0.0:9781"),
    WEB_TOKEN("web.token", null),
    WEB_TOKEN_FILE("web.token_file", null),
    WEB_LOG_TEXT("web.log_text", "false"),
    WEB_RELOAD("web.reload", "false"),
    WEB_CONFIG_FILE("web.config_file", null),
    METRICS_TEMPLATE_TEXT("metrics.template_text", "false"),
    LIMITS_LINE("limits.line", "1MiB", 1024, 64L << 20),
    LIMITS_TEMPLATES("limits.templates", "5000", 10, 1_000_000),
    LIMITS_ENTITIES("limits.entities", "1000", 1, 100_000),
    LIMITS_FIELDS("limits.fields", "64", 0, 10_000),
    LIMITS_EXAMPLES("limits.examples", "3", 0, 20);

    enum Shape {
        SCALAR,
        LIST
    }

    private static final Map<String, Key> BY_PATH = index(Key::path);
    private static final Map<String, Key> BY_VARIABLE = index(Key::variable);
    private static final Set<String> SECTIONS = sectionsOf(BY_PATH.keySet());

    private final String path;
    private final Shape shape;
    private final @Nullable String fallback;
    private final long min;
    private final long max;

    Key(String path, @Nullable String fallback) {
        this(path, Shape.SCALAR, fallback, 0, 0);
    }

    Key(String path, Shape shape, @Nullable String fallback) {
        this(path, shape, fallback, 0, 0);
    }

    Key(String path, String fallback, long min, long max) {
        this(path, Shape.SCALAR, fallback, min, max);
    }

    Key(String path, Shape shape, @Nullable String fallback, long min, long max) {
        this.path = path;
        this.shape = shape;
        this.fallback = fallback;
        this.min = min;
        this.max = max;
    }

    String path() {
        return path;
    }

    /** Within an entry of the list that holds this key, counted from 0. */
    String path(int index) {
        return path.replace("[]", "[" + index + "]");
    }

    Shape shape() {
        return shape;
    }

    /** The default as one would write it in a variable, lists comma separated; null: none, or computed. */
    @Nullable
    String fallback() {
        return fallback;
    }

    /** The least and the greatest value of a key that is a count, both allowed. */
    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /** With {@code N} for the index of a list entry. */
    String variable() {
        return "PORTENT_" + path.replace("[]", ".n").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Refuses a count out of range, for the records' constructors. */
    void check(long value) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(path + " must be from " + min + " to " + max + ", was " + value);
        }
    }

    /** Of a rule, exactly one of these is given. */
    boolean isCondition() {
        return path.startsWith("labels.rules[].")
                && this != LABELS_RULES_STATE
                && this != LABELS_RULES_FOR
                && this != LABELS_RULES_CONFIDENCE;
    }

    /** Of a source, exactly one of these is given. */
    boolean isInput() {
        return this == SOURCES_FILES
                || this == SOURCES_STDIN
                || this == SOURCES_TCP
                || this == SOURCES_SYSLOG
                || this == SOURCES_HTTP;
    }

    /** The other form of a token; null of any other key. */
    @Nullable
    Key twin() {
        return switch (this) {
            case WEB_TOKEN -> WEB_TOKEN_FILE;
            case WEB_TOKEN_FILE -> WEB_TOKEN;
            case WEBHOOK_TOKEN -> WEBHOOK_TOKEN_FILE;
            case WEBHOOK_TOKEN_FILE -> WEBHOOK_TOKEN;
            default -> null;
        };
    }

    static @Nullable Key ofPath(String path) {
        return BY_PATH.get(path);
    }

    static @Nullable Key ofVariable(String variable) {
        return BY_VARIABLE.get(variable);
    }

    static Set<String> variables() {
        return BY_VARIABLE.keySet();
    }

    /** Whether this is a mapping of further keys; the root is the empty path. */
    static boolean isSection(String path) {
        return SECTIONS.contains(path);
    }

    /** Whether this is a list whose entries are mappings of further keys. */
    static boolean isListOfSections(String path) {
        return SECTIONS.contains(path + "[]");
    }

    /** The names that may stand directly below a section. */
    static List<String> namesBelow(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        return BY_PATH.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).replaceFirst("(\\[]|[.]).*", ""))
                .distinct()
                .toList();
    }

    private static Map<String, Key> index(Function<Key, String> name) {
        return Arrays.stream(values())
                .collect(Collectors.toMap(name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static Set<String> sectionsOf(Set<String> paths) {
        Set<String> sections = new LinkedHashSet<>(List.of(""));
        for (String path : paths) {
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                sections.add(path.substring(0, dot));
            }
        }
        return sections;
    }
}
