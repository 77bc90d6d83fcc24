package io.portent.config;

import io.portent.feed.AlertMapping;
import io.portent.feed.AlertRule;
import io.portent.feed.EntityNaming;
import io.portent.feed.Glob;
import io.portent.feed.grafana.GrafanaSpec;
import io.portent.feed.prometheus.PrometheusSpec;
import io.portent.health.HealthState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys below {@code labels} that say what other systems know about health. */
final class FeedsSection {
    private static final String MAP = "labels.webhook.map";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Map<String, Optional<HealthState>> MEANINGS = meanings();

    private final Settings settings;
    private final Supplier<EntitySpec> entity;
    private final Setting<Boolean> webToken;

    /**
     * @param entity whose health is forecast; asked only once all keys are known to be sound
     * @param webToken whether there is one that opens all that writes
     */
    FeedsSection(Settings settings, Supplier<EntitySpec> entity, Setting<Boolean> webToken) {
        this.settings = settings;
        this.entity = entity;
        this.webToken = webToken;
    }

    private static Map<String, Optional<HealthState>> meanings() {
        Map<String, Optional<HealthState>> all = new LinkedHashMap<>();
        all.put("red", Optional.of(HealthState.RED));
        all.put("orange", Optional.of(HealthState.ORANGE));
        all.put("ignore", Optional.empty());
        return all;
    }

    Supplier<FeedsConfig> read() {
        Setting<Duration> every = settings.one(Key.LABELS_FETCH_EVERY, Values.atLeast(Duration.ofSeconds(10)));
        Setting<Duration> since = settings.one(Key.LABELS_FETCH_SINCE, Values.atLeast(SHORTEST));
        Setting<String> label = settings.one(Key.WEBHOOK_ENTITY_LABEL, Values::text);
        Supplier<AlertMapping> mapping = mapping();
        Supplier<FeedsConfig.WebhookConfig> webhook = webhook(mapping, label);
        Supplier<@Nullable PrometheusSpec> prometheus = prometheus(mapping, label);
        Supplier<@Nullable GrafanaSpec> grafana = grafana(label);
        return () -> new FeedsConfig(every.value(), since.value(), webhook.get(), prometheus.get(), grafana.get());
    }

    private Supplier<FeedsConfig.WebhookConfig> webhook(Supplier<AlertMapping> mapping, Setting<String> label) {
        Setting<Boolean> enabled = settings.one(Key.WEBHOOK_ENABLED, Values::bool);
        Setting<Optional<Secret>> token = settings.maybe(Key.WEBHOOK_TOKEN, Values::secret);
        Setting<Optional<Path>> file = settings.maybe(Key.WEBHOOK_TOKEN_FILE, Values::path);
        Setting<Boolean> own = settings.either(token, file);
        if (enabled.isSound() && enabled.value() && own.isSound() && webToken.isSound()) {
            if (!own.value() && !webToken.value()) {
                settings.reject("needs a token: set labels.webhook.token, its token_file or web.token", enabled);
            }
        }
        return () -> new FeedsConfig.WebhookConfig(
                enabled.value(), token.value().orElse(null), file.value().orElse(null), mapping.get(), naming(label));
    }

    private EntityNaming naming(Setting<String> label) {
        String fixed = entity.get() instanceof EntitySpec.Named named ? named.name() : null;
        return new EntityNaming(fixed, label.value());
    }

    private Supplier<AlertMapping> mapping() {
        List<Supplier<AlertRule>> rules = settings.each(MAP, this::rule);
        return () -> new AlertMapping(rules.stream().map(Supplier::get).toList());
    }

    private Supplier<AlertRule> rule(int index) {
        Setting<Optional<String>> name = settings.maybe(Key.WEBHOOK_MAP_ALERTNAME.path(index), Values::text);
        Setting<Optional<String>> severity = settings.maybe(Key.WEBHOOK_MAP_SEVERITY.path(index), Values::text);
        Setting<Optional<HealthState>> state =
                settings.one(Key.WEBHOOK_MAP_STATE, Key.WEBHOOK_MAP_STATE.path(index), FeedsSection::meaning);
        return () -> new AlertRule(
                name.value().map(Glob::new).orElse(Glob.ANY),
                severity.value().orElse(null),
                state.value().orElse(null));
    }

    private Supplier<@Nullable PrometheusSpec> prometheus(Supplier<AlertMapping> mapping, Setting<String> label) {
        Setting<Optional<URI>> url = settings.maybe(Key.PROMETHEUS_URL, Values::url);
        Setting<Optional<Path>> token = settings.maybe(Key.PROMETHEUS_TOKEN_FILE, Values::path);
        Setting<Duration> step = settings.one(Key.PROMETHEUS_STEP, Values.atLeast(SHORTEST));
        PrometheusAlerts alerts = PrometheusAlerts.read(settings, url);
        return () -> url.value()
                .map(address -> new PrometheusSpec(
                        address,
                        token.value().orElse(null),
                        step.value(),
                        alerts.mapping(mapping.get()),
                        naming(label),
                        alerts.expressions()))
                .orElse(null);
    }

    private Supplier<@Nullable GrafanaSpec> grafana(Setting<String> label) {
        Setting<Optional<URI>> url = settings.maybe(Key.GRAFANA_URL, Values::url);
        Setting<Optional<Secret>> token = settings.maybe(Key.GRAFANA_TOKEN, Values::secret);
        Setting<List<String>> tags = settings.many(Key.GRAFANA_TAGS, Values::text);
        Setting<HealthState> state = settings.one(Key.GRAFANA_STATE, FeedsSection::state);
        Setting<List<String>> interventions = settings.many(Key.GRAFANA_INTERVENTION_TAGS, Values::text);
        return () -> url.value()
                .map(address -> new GrafanaSpec(
                        address,
                        token.value().map(Secret::reveal).orElse(null),
                        tags.value(),
                        state.value(),
                        interventions.value(),
                        naming(label)))
                .orElse(null);
    }

    static Optional<HealthState> meaning(String text) {
        return Values.choice(MEANINGS, List.copyOf(MEANINGS.keySet()), text);
    }

    private static HealthState state(String text) {
        return Values.choice(
                Map.of("red", HealthState.RED, "orange", HealthState.ORANGE), List.of("red", "orange"), text);
    }
}
