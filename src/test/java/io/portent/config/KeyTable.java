package io.portent.config;

import io.portent.feed.AlertRule;
import io.portent.feed.Glob;
import io.portent.feed.grafana.GrafanaSpec;
import io.portent.feed.prometheus.PrometheusSpec;
import io.portent.health.HealthState;
import io.portent.health.SourceKind;
import io.portent.health.Trust;
import io.portent.model.NetworkKind;
import io.portent.parse.FieldName;
import io.portent.parse.FormatKind;
import io.portent.rule.Condition;
import io.portent.rule.LabelRule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** For each key: where the tree holds it, its default, and another value with its spelling in a variable. */
final class KeyTable {
    /** The rule that stands in for those of the file, and the shipped file's way to have none. */
    static final String ONE_RULE = "rules: [{state: orange, fatal: 7}]";

    static final String NO_RULES = "rules: []";

    /** The least that lists and feeds need; without an entry there is nothing to read the defaults of one from. */
    static final String ONE_SOURCE = """
            sources: [{name: base, files: [base.log]}]
            labels:
              %s
              webhook: {token: 0123456789abcdef-base, map: [{state: orange}]}
              prometheus: {url: "http://base:9090", alerts: [{state: orange}, {expr: base, state: orange}]}
              grafana: {url: "http://base:3000"}
            """.formatted(ONE_RULE);

    private static final String TOKEN = "0123456789abcdef-";

    record Row(
            Key key,
            Function<AgentConfig, @Nullable Object> read,
            @Nullable Object usual,
            String text,
            @Nullable Object other) {
        @Override
        public String toString() {
            return key.path();
        }
    }

    private KeyTable() {}

    /** All keys. */
    static List<Row> rows() {
        return List.of(
                row(Key.ENTITY, c -> c.entity(), new EntitySpec.Named("service"), "shop", new EntitySpec.Named("shop")),
                row(
                        Key.ENTITY_FIELD,
                        c -> c.entity(),
                        new EntitySpec.Named("service"),
                        "host",
                        new EntitySpec.ByField("host")),
                row(Key.SOURCES_NAME, c -> first(c).name(), "base", "edge-1", "edge-1"),
                row(
                        Key.SOURCES_FILES,
                        c -> files(c).globs(),
                        List.of("base.log"),
                        "x/*.{log,gz}, y",
                        List.of("x/*.{log,gz}", "y")),
                row(Key.SOURCES_EXCLUDE, c -> files(c).exclude(), List.of(), "*.gz, old/**", List.of("*.gz", "old/**")),
                row(
                        Key.SOURCES_ENCODING,
                        c -> files(c).encoding(),
                        StandardCharsets.UTF_8,
                        "utf-16le",
                        StandardCharsets.UTF_16LE),
                row(Key.SOURCES_STDIN, c -> input(c, SourceInput.Stdin.class), null, "true", new SourceInput.Stdin()),
                row(
                        Key.SOURCES_TCP,
                        c -> input(c, SourceInput.Tcp.class),
                        null,
                        "127.0.0.1:5170",
                        new SourceInput.Tcp(new ListenAddress("127.0.0.1", 5170))),
                row(
                        Key.SOURCES_SYSLOG,
                        c -> input(c, SourceInput.Syslog.class),
                        null,
                        "[::1]:5514",
                        new SourceInput.Syslog(new ListenAddress("::1", 5514))),
                row(Key.SOURCES_HTTP, c -> input(c, SourceInput.Http.class), null, "true", new SourceInput.Http()),
                row(Key.SOURCES_FORMAT, c -> first(c).format().kind(), FormatKind.AUTO, "docker", FormatKind.DOCKER),
                row(
                        Key.SOURCES_INNER,
                        c -> first(c).format().options().inner(),
                        FormatKind.AUTO,
                        "logfmt",
                        FormatKind.LOGFMT),
                row(Key.SOURCES_PATTERN, c -> last(c).format().pattern(), null, "%d %msg%n", "%d %msg%n"),
                row(
                        Key.SOURCES_FIELDS,
                        c -> first(c).format().options().fields(),
                        List.of(),
                        "time=when,level=sev",
                        List.of(new FieldName("time", "when"), new FieldName("level", "sev"))),
                row(
                        Key.SOURCES_TIMEZONE,
                        c -> first(c).format().zone(),
                        ZoneId.of("UTC"),
                        "Europe/Berlin",
                        ZoneId.of("Europe/Berlin")),
                row(Key.SOURCES_MULTILINE, c -> first(c).multiline(), true, "none", false),
                row(
                        Key.TEMPLATES_PARAMETERS,
                        c -> c.templates().parameters(),
                        List.of(),
                        "ORD-[A-Z]+, x+",
                        List.of("ORD-[A-Z]+", "x+")),
                row(Key.WINDOW_LENGTH, c -> c.window().length(), Duration.ofMinutes(1), "30s", Duration.ofSeconds(30)),
                row(Key.WINDOW_OFFSET, c -> c.window().offset(), Duration.ZERO, "500ms", Duration.ofMillis(500)),
                row(Key.WINDOW_LATENESS, c -> c.window().lateness(), Duration.ofSeconds(30), "0s", Duration.ZERO),
                row(Key.FORECAST_DATA_WINDOW, c -> c.forecast().dataWindow(), 60, "90", 90),
                row(
                        Key.FORECAST_HORIZONS,
                        c -> c.forecast().horizons(),
                        minutes(5, 15, 60),
                        "10m, 2h",
                        minutes(10, 120)),
                row(Key.FORECAST_WARNING, c -> c.forecast().warning(), Duration.ZERO, "2m", Duration.ofMinutes(2)),
                row(
                        Key.FORECAST_EVERY,
                        c -> c.forecast().every(),
                        Duration.ofMinutes(1),
                        "15s",
                        Duration.ofSeconds(15)),
                row(
                        Key.FORECAST_AT_ONCE,
                        c -> c.forecast().atOnce(),
                        Duration.ofSeconds(10),
                        "30s",
                        Duration.ofSeconds(30)),
                row(
                        Key.FORECAST_STALE_AFTER,
                        c -> c.forecast().staleAfter(),
                        Duration.ofSeconds(210),
                        "9m",
                        Duration.ofMinutes(9)),
                row(Key.FORECAST_FALSE_ALARMS, c -> c.forecast().alarmBudget().falseAlarms(), 1.0, "0.5", 0.5),
                row(
                        Key.FORECAST_PER,
                        c -> c.forecast().alarmBudget().per(),
                        Duration.ofDays(7),
                        "1d",
                        Duration.ofDays(1)),
                row(
                        Key.MODEL_NETWORK,
                        c -> c.model().networks(),
                        List.of(NetworkKind.SIMPLE_RNN),
                        "lstm",
                        List.of(NetworkKind.LSTM)),
                row(Key.MODEL_UNITS, c -> c.model().units(), 32, "1024", 1024),
                row(Key.MODEL_LAYERS, c -> c.model().layers(), 1, "4", 4),
                row(Key.MODEL_EPOCHS, c -> c.model().epochs(), 60, "7", 7),
                row(Key.MODEL_ENSEMBLE, c -> c.model().ensemble(), 3, "15", 15),
                row(Key.MODEL_SEED, c -> c.model().seed(), 42L, "-9223372036854775808", Long.MIN_VALUE),
                row(Key.MODEL_FEATURES, c -> c.model().features(), 160, "8", 8),
                row(
                        Key.MODEL_DIRECTORY,
                        c -> c.model().directory(),
                        Path.of("data/models"),
                        "/var/lib/portent",
                        Path.of("/var/lib/portent")),
                row(Key.MODEL_MAX_AGE, c -> c.model().maxAge(), Duration.ofDays(60), "2w", Duration.ofDays(14)),
                row(Key.MODEL_MAX_DRIFT, c -> c.model().maxDrift(), 1.0, "1.5", 1.5),
                row(
                        Key.LABELS_FILES,
                        c -> c.labels().files(),
                        List.of(),
                        "a.csv,labels/*.csv",
                        List.of("a.csv", "labels/*.csv")),
                row(Key.LABELS_DEFAULT, c -> c.labels().defaultState(), null, "green", HealthState.GREEN),
                row(
                        Key.LABELS_TRUST,
                        c -> c.labels().trust().order(),
                        Trust.DEFAULT.order(),
                        "rule, person",
                        List.of(SourceKind.RULE, SourceKind.PERSON)),
                row(Key.LABELS_LEAST_CONFIDENCE, c -> c.labels().trust().leastConfidence(), 0.5, "0.7", 0.7),
                row(Key.LABELS_RULES_STATE, c -> rule(c).state(), HealthState.ORANGE, "red", HealthState.RED),
                row(Key.LABELS_RULES_FOR, c -> rule(c).holding(), Duration.ZERO, "2m", Duration.ofMinutes(2)),
                row(Key.LABELS_RULES_CONFIDENCE, c -> rule(c).confidence(), 0.6, "0.9", 0.9),
                row(
                        Key.LABELS_RULES_ERRORS_PER_MINUTE,
                        c -> condition(c, Condition.ErrorsPerMinute.class),
                        null,
                        "20",
                        new Condition.ErrorsPerMinute(20)),
                row(
                        Key.LABELS_RULES_EXCEPTION,
                        c -> condition(c, Condition.Thrown.class),
                        null,
                        "OutOfMemoryError",
                        new Condition.Thrown("OutOfMemoryError")),
                row(
                        Key.LABELS_RULES_SHARE_5XX,
                        c -> condition(c, Condition.ServerErrors.class),
                        null,
                        "0.05",
                        new Condition.ServerErrors(0.05)),
                row(
                        Key.LABELS_RULES_SILENCE,
                        c -> condition(c, Condition.Silence.class),
                        null,
                        "5m",
                        new Condition.Silence(Duration.ofMinutes(5))),
                row(Key.LABELS_RULES_KILL, c -> condition(c, Condition.Kill.class), null, "true", new Condition.Kill()),
                row(
                        Key.LABELS_RULES_FATAL,
                        c -> condition(c, Condition.Fatal.class),
                        new Condition.Fatal(7),
                        "1",
                        new Condition.Fatal(1)),
                row(
                        Key.LABELS_FETCH_EVERY,
                        c -> c.feeds().every(),
                        minutes(5).get(0),
                        "1m",
                        minutes(1).get(0)),
                row(Key.LABELS_FETCH_SINCE, c -> c.feeds().since(), Duration.ofDays(7), "30d", Duration.ofDays(30)),
                row(Key.WEBHOOK_ENABLED, c -> c.feeds().webhook().enabled(), false, "true", true),
                secret(Key.WEBHOOK_TOKEN, c -> c.feeds().webhook().token(), new Secret(TOKEN + "base"), "webhook"),
                row(
                        Key.WEBHOOK_TOKEN_FILE,
                        c -> c.feeds().webhook().tokenFile(),
                        null,
                        "/run/webhook",
                        Path.of("/run/webhook")),
                row(
                        Key.WEBHOOK_ENTITY_LABEL,
                        c -> c.feeds().webhook().entities().label(),
                        "service",
                        "app",
                        "app"),
                row(Key.WEBHOOK_MAP_ALERTNAME, c -> mapped(c).alertname(), Glob.ANY, "Disk*", new Glob("Disk*")),
                row(Key.WEBHOOK_MAP_SEVERITY, c -> mapped(c).severity(), null, "info", "info"),
                row(Key.WEBHOOK_MAP_STATE, c -> mapped(c).state(), HealthState.ORANGE, "ignore", null),
                row(
                        Key.PROMETHEUS_URL,
                        c -> prometheus(c).url(),
                        URI.create("http://base:9090"),
                        "https://prometheus.example/base",
                        URI.create("https://prometheus.example/base")),
                row(
                        Key.PROMETHEUS_TOKEN_FILE,
                        c -> prometheus(c).tokenFile(),
                        null,
                        "/run/token",
                        Path.of("/run/token")),
                row(
                        Key.PROMETHEUS_STEP,
                        c -> prometheus(c).step(),
                        Duration.ofSeconds(30),
                        "15s",
                        Duration.ofSeconds(15)),
                row(Key.PROMETHEUS_ALERTS_ALERTNAME, c -> asked(c).alertname(), Glob.ANY, "Disk*", new Glob("Disk*")),
                row(
                        Key.PROMETHEUS_ALERTS_EXPR,
                        c -> prometheus(c).expressions().get(0).expression(),
                        "base",
                        "up == bool 0",
                        "up == bool 0"),
                row(Key.PROMETHEUS_ALERTS_STATE, c -> asked(c).state(), HealthState.ORANGE, "ignore", null),
                row(
                        Key.PROMETHEUS_ALERTS_ENTITY_LABEL,
                        c -> prometheus(c).expressions().get(0).entityLabel(),
                        "service",
                        "instance",
                        "instance"),
                row(
                        Key.GRAFANA_URL,
                        c -> grafana(c).url(),
                        URI.create("http://base:3000"),
                        "https://grafana.example",
                        URI.create("https://grafana.example")),
                row(Key.GRAFANA_TOKEN, c -> grafana(c).token(), null, TOKEN + "grafana", TOKEN + "grafana"),
                row(
                        Key.GRAFANA_TAGS,
                        c -> grafana(c).tags(),
                        List.of(),
                        "outage,incident",
                        List.of("outage", "incident")),
                row(Key.GRAFANA_STATE, c -> grafana(c).state(), HealthState.RED, "orange", HealthState.ORANGE),
                row(
                        Key.GRAFANA_INTERVENTION_TAGS,
                        c -> grafana(c).interventionTags(),
                        List.of("deploy"),
                        "rollback",
                        List.of("rollback")),
                row(
                        Key.STORE_URL,
                        c -> c.store().url(),
                        "jdbc:sqlite:data/portent.db",
                        "jdbc:postgresql://db/p",
                        "jdbc:postgresql://db/p"),
                row(Key.STORE_RETENTION, c -> c.store().retention(), Duration.ofDays(90), "365d", Duration.ofDays(365)),
                row(Key.STORE_MAX_SIZE, c -> c.store().maxSize(), 1L << 30, "64MiB", 64L << 20),
                row(Key.STORE_WRITER, c -> c.store().writer(), "agent", "base", "base"),
                row(Key.RETRAIN_CRON, c -> c.retrain().cron(), "0 0 3 * * ?", "0 30 4 ? * SUN", "0 30 4 ? * SUN"),
                row(Key.RETRAIN_SINCE, c -> c.retrain().since(), Duration.ofDays(30), "10d", Duration.ofDays(10)),
                row(Key.RETRAIN_HELD_OUT, c -> c.retrain().heldOut(), 0.2, "0.35", 0.35),
                row(Key.RETRAIN_LEAST_ONSETS, c -> c.retrain().leastOnsets(), 5, "7", 7),
                row(Key.RETRAIN_MARGIN, c -> c.retrain().margin(), 0.02, "0", 0.0),
                row(Key.RETRAIN_KEEP, c -> c.retrain().keep(), 5, "9", 9),
                row(Key.RETRAIN_MEMORY, c -> c.retrain().memory(), 512L << 20, "1024MiB", 1024L << 20),
                row(Key.RETRAIN_ON_DRIFT, c -> c.retrain().onDrift(), false, "true", true),
                row(Key.RETRAIN_SHADOW, c -> c.retrain().shadow(), false, "true", true),
                row(
                        Key.WEB_LISTEN,
                        c -> new WebConfig(c.web().host(), c.web().port()),
                        new WebConfig("0.0.0.0", 9781),
                        "[::1]:0",
                        new WebConfig("::1", 0)),
                secret(Key.WEB_TOKEN, c -> c.web().token(), null, "web"),
                row(Key.WEB_TOKEN_FILE, c -> c.web().tokenFile(), null, "/run/web", Path.of("/run/web")),
                row(Key.WEB_LOG_TEXT, c -> c.web().logText(), false, "true", true),
                row(Key.WEB_RELOAD, c -> c.web().reload(), false, "true", true),
                row(Key.WEB_CONFIG_FILE, c -> c.web().configFile(), null, "web.yml", Path.of("web.yml")),
                row(Key.METRICS_TEMPLATE_TEXT, c -> c.metrics().templateText(), false, "true", true),
                row(Key.LIMITS_LINE, c -> c.limits().lineBytes(), 1_048_576, "64KiB", 65_536),
                row(Key.LIMITS_TEMPLATES, c -> c.limits().templates(), 5000, "10", 10),
                row(Key.LIMITS_ENTITIES, c -> c.limits().entities(), 1000, "1", 1),
                row(Key.LIMITS_FIELDS, c -> c.limits().fields(), 64, "0", 0),
                row(Key.LIMITS_EXAMPLES, c -> c.limits().examples(), 3, "5", 5));
    }

    private static Row row(
            Key key,
            Function<AgentConfig, @Nullable Object> read,
            @Nullable Object usual,
            String text,
            @Nullable Object other) {
        return new Row(key, read, usual, text, other);
    }

    private static LabelRule rule(AgentConfig config) {
        return config.labels().rules().get(0);
    }

    /** The first condition of this kind, of whichever rule. */
    private static @Nullable Condition condition(AgentConfig config, Class<? extends Condition> kind) {
        return config.labels().rules().stream()
                .map(LabelRule::condition)
                .filter(kind::isInstance)
                .findFirst()
                .orElse(null);
    }

    private static Row secret(
            Key key, Function<AgentConfig, @Nullable Object> read, @Nullable Secret usual, String name) {
        return row(key, read, usual, TOKEN + name, new Secret(TOKEN + name));
    }

    private static AlertRule mapped(AgentConfig config) {
        return config.feeds().webhook().mapping().rules().get(0);
    }

    /** The first rule that alerts of Prometheus are asked by. */
    private static AlertRule asked(AgentConfig config) {
        return Objects.requireNonNull(prometheus(config).alerts()).rules().get(0);
    }

    private static PrometheusSpec prometheus(AgentConfig config) {
        return Objects.requireNonNull(config.feeds().prometheus());
    }

    private static GrafanaSpec grafana(AgentConfig config) {
        return Objects.requireNonNull(config.feeds().grafana());
    }

    private static SourceInput.Files files(AgentConfig config) {
        SourceInput input = first(config).input();
        return input instanceof SourceInput.Files files ? files : new SourceInput.Files(List.of("none"));
    }

    private static SourceConfig first(AgentConfig config) {
        return config.sources().get(0);
    }

    /** The first input of that kind. */
    private static @Nullable SourceInput input(AgentConfig config, Class<? extends SourceInput> kind) {
        return config.sources().stream()
                .map(SourceConfig::input)
                .filter(kind::isInstance)
                .findFirst()
                .orElse(null);
    }

    private static SourceConfig last(AgentConfig config) {
        return config.sources().get(config.sources().size() - 1);
    }

    private static List<Duration> minutes(long... minutes) {
        return Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }
}
