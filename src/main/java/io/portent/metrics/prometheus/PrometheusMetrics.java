package io.portent.metrics.prometheus;

import static io.portent.metrics.prometheus.SourceSeries.seconds;

import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import io.portent.metrics.AgentMetrics;
import io.portent.metrics.ConfigMeter;
import io.portent.metrics.Contribution;
import io.portent.metrics.RetrainMeter;
import io.portent.metrics.Skill;
import io.portent.metrics.SourceMeter;
import io.portent.metrics.StoreMeter;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The metrics page, with the JVM's own families beside ours. Each instance has a registry of its own. Thread-safe. */
public final class PrometheusMetrics implements AgentMetrics {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final EntityCollector entities;
    private final ModelCollector model = new ModelCollector();
    private final SourceSeries sources;
    private final RetrainSeries retrain;
    private final StoreSeries store;
    private final Counter refused;
    private final LabelCollector labels = new LabelCollector();
    private final Counter entitiesDropped;
    private final Counter forecastRuns;
    private final Counter forecastsAtOnce;
    private final Counter forecastRunFailures;
    private final Histogram forecastDuration;
    private final Gauge templates;
    private final Counter templatesNew;
    private final Counter templatesOverflowed;
    private final Counter windowKeysDropped;
    private final Gauge held;
    private final Counter alarms;
    private final Counter trueAlarms;
    private final Counter onsets;
    private final Counter missedOnsets;
    private final Counter intervened;
    private final Histogram lead;

    /**
     * @param maxEntities series of further entities are left out and counted, so that log lines cannot fill the scraper's memory
     * @param templateText whether the text of templates may be shown, and so leave the machine
     */
    public PrometheusMetrics(int maxEntities, boolean templateText) {
        entities = register(new EntityCollector(maxEntities, templateText));
        entitiesDropped = register(Family.ENTITIES_DROPPED.counter());
        forecastRuns = register(Family.FORECAST_RUNS.counter());
        forecastsAtOnce = register(Family.FORECASTS_AT_ONCE.counter());
        forecastRunFailures = register(Family.FORECAST_RUN_FAILURES.counter());
        forecastDuration = register(Family.FORECAST_DURATION.histogram(.001, .005, .01, .05, .1, .5, 1, 5, 10, 30));
        register(model);
        templates = register(Family.TEMPLATES.gauge());
        templatesNew = register(Family.TEMPLATES_NEW.counter());
        templatesOverflowed = register(Family.TEMPLATES_OVERFLOWED.counter());
        windowKeysDropped = register(Family.WINDOW_KEYS_DROPPED.counter());
        held = register(Family.LOG_HELD.gauge());
        sources = new SourceSeries(registry);
        retrain = new RetrainSeries(registry);
        store = new StoreSeries(registry);
        register(labels);
        refused = register(Family.WEB_REFUSED.counter());
        alarms = register(Family.OUTCOME_ALARMS.counter());
        trueAlarms = register(Family.OUTCOME_TRUE_ALARMS.counter());
        onsets = register(Family.OUTCOME_ONSETS.counter());
        missedOnsets = register(Family.OUTCOME_MISSED_ONSETS.counter());
        intervened = register(Family.OUTCOME_INTERVENED.counter());
        lead = register(Family.OUTCOME_LEAD.histogram(60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400));
        DefaultExports.register(registry);
    }

    private <C extends Collector> C register(C collector) {
        registry.register(collector);
        return collector;
    }

    /** Every family of ours, as the page names it. */
    public static List<MetricDoc> catalogue() {
        return Arrays.stream(Family.values()).map(Family::doc).toList();
    }

    /** What the page is sent as to a scraper that accepts this; null: it did not say. */
    public String contentType(@Nullable String accept) {
        return TextFormat.chooseContentType(accept);
    }

    /** Writes the page in the format that {@link #contentType} names. */
    public void write(Writer out, @Nullable String accept) throws IOException {
        // The library's _created series are left out: they double the number of series and carry a time stamp as value.
        List<Collector.MetricFamilySamples> families =
                Collections.list(registry.filteredMetricFamilySamples((String name) -> !name.endsWith("_created")));
        // The registry hands them out by identity hash: in another order in every process.
        families.sort(Comparator.comparing(family -> family.name));
        TextFormat.writeFormat(contentType(accept), out, Collections.enumeration(families));
    }

    @Override
    public SourceMeter source(String name) {
        return sources.of(name);
    }

    @Override
    public void published(Forecast forecast, List<Contribution> contributions) {
        if (!entities.forecast(forecast, contributions)) {
            entitiesDropped.inc();
        }
    }

    @Override
    public void shadowed(Forecast forecast) {
        if (!entities.shadow(forecast)) {
            entitiesDropped.inc();
        }
    }

    @Override
    public void shadowModel(String version, String network) {
        model.shadow(version, network);
    }

    @Override
    public void noShadow() {
        model.noShadow();
        entities.noShadow();
    }

    @Override
    public void drifted(String entity, double score) {
        if (!entities.drift(entity, score)) {
            entitiesDropped.inc();
        }
    }

    @Override
    public void observed(String entity, @Nullable HealthState state) {
        if (!entities.observed(entity, state)) {
            entitiesDropped.inc();
        }
    }

    @Override
    public void forget(String entity) {
        entities.forget(entity);
    }

    @Override
    public void forecastRun(Duration took) {
        forecastRuns.inc();
        forecastDuration.observe(seconds(took));
    }

    @Override
    public void forecastAtOnce() {
        forecastsAtOnce.inc();
    }

    @Override
    public void forecastFailed() {
        forecastRunFailures.inc();
    }

    @Override
    public void model(String version, String network, Instant trained, List<Skill> skills) {
        model.model(version, network, trained, skills);
    }

    @Override
    public void noModel() {
        model.noModel();
    }

    @Override
    public void templates(int known) {
        templates.set(known);
    }

    @Override
    public void newTemplates(long count) {
        templatesNew.inc((double) count);
    }

    @Override
    public void overflowed(long events) {
        templatesOverflowed.inc((double) events);
    }

    @Override
    public void leftOut(long keys) {
        windowKeysDropped.inc((double) keys);
    }

    @Override
    public void held(long events) {
        held.set((double) events);
    }

    @Override
    public void alarms(long count) {
        alarms.inc((double) count);
    }

    @Override
    public void trueAlarms(long count) {
        trueAlarms.inc((double) count);
    }

    @Override
    public void onsets(long count) {
        onsets.inc((double) count);
    }

    @Override
    public void missedOnsets(long count) {
        missedOnsets.inc((double) count);
    }

    @Override
    public void intervened(long count) {
        intervened.inc((double) count);
    }

    @Override
    public void lead(Duration ahead) {
        lead.observe(seconds(ahead));
    }

    @Override
    public RetrainMeter retrain(Collection<String> causes) {
        return retrain.of(causes);
    }

    @Override
    public StoreMeter store(Collection<String> problems) {
        return store.of(problems);
    }

    @Override
    public ConfigMeter config() {
        return new ConfigSeries(registry);
    }

    @Override
    public void noSource(String name) {
        sources.forget(name);
    }

    /**
     * Makes all states unknown as long as nobody forecasts any more: what was said last would else stand here for ever.
     *
     * @param asked at each scrape, on its thread; whether that is so. Must not wait
     */
    public void leftBehind(BooleanSupplier asked) {
        entities.leftBehind(asked);
    }

    /** From the next scrape on. */
    public void showTemplateText(boolean shown) {
        entities.showTemplateText(shown);
    }

    @Override
    public void refused(String reason) {
        refused.labels(reason).inc();
    }

    @Override
    public void refusals(Collection<String> reasons) {
        reasons.forEach(refused::labels);
    }

    @Override
    public void labels(Map<String, Long> known) {
        labels.labels(known);
    }

    @Override
    public void build(String version, String revision) {
        model.build(version, revision);
    }
}
