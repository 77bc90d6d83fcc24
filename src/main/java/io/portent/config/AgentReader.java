package io.portent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads all sections, throws what is wrong with any of them, and only then builds the records. */
final class AgentReader {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Settings settings;

    AgentReader(Settings settings) {
        this.settings = settings;
    }

    AgentConfig read() {
        Supplier<EntitySpec> entity = entity();
        Setting<Optional<Secret>> token = settings.maybe(Key.WEB_TOKEN, Values::secret);
        Setting<Optional<Path>> tokenFile = settings.maybe(Key.WEB_TOKEN_FILE, Values::path);
        Setting<Boolean> opened = settings.either(token, tokenFile);
        Supplier<List<SourceConfig>> sources = SourceSection.readAll(settings, opened);
        Setting<List<String>> parameters = settings.many(Key.TEMPLATES_PARAMETERS, Values::expression);
        ForecastSection forecast = ForecastSection.read(settings);
        Supplier<ModelConfig> model = ModelSection.read(settings);
        Supplier<LabelsConfig> labels = LabelsSection.read(settings);
        Supplier<FeedsConfig> feeds = new FeedsSection(settings, entity, opened).read();
        Supplier<StoreConfig> store = store();
        Supplier<RetrainConfig> retrain = retrain();
        Supplier<WebConfig> web = web(token, tokenFile);
        Setting<Boolean> templateText = settings.one(Key.METRICS_TEMPLATE_TEXT, Values::bool);
        Supplier<LimitsConfig> limits = limits();
        settings.throwIfAnyProblem();
        return new AgentConfig(
                entity.get(),
                sources.get(),
                new TemplatesConfig(parameters.value()),
                forecast.window(),
                forecast.forecast(),
                model.get(),
                labels.get(),
                feeds.get(),
                store.get(),
                retrain.get(),
                web.get(),
                new MetricsConfig(templateText.value()),
                limits.get(),
                notes());
    }

    private Supplier<EntitySpec> entity() {
        Setting<Optional<String>> field = settings.maybe(Key.ENTITY_FIELD, Values::text);
        Setting<String> name = settings.one(Key.ENTITY, Values::text);
        return () -> field.value().isPresent()
                ? new EntitySpec.ByField(field.value().get())
                : new EntitySpec.Named(name.value());
    }

    private Supplier<StoreConfig> store() {
        Setting<String> url = settings.one(Key.STORE_URL, Values::storeUrl);
        Setting<Duration> retention = settings.one(Key.STORE_RETENTION, Values.atLeast(SECOND));
        Setting<Long> maxSize = settings.one(Key.STORE_MAX_SIZE, Values.size(Key.STORE_MAX_SIZE));
        Setting<Optional<String>> writer = settings.maybe(Key.STORE_WRITER, Values::text);
        return () -> new StoreConfig(
                url.value(),
                retention.value(),
                maxSize.value(),
                writer.value().orElseGet(() -> settings.writer(url.value())));
    }

    private Supplier<RetrainConfig> retrain() {
        Setting<String> cron = settings.one(Key.RETRAIN_CRON, Values::cron);
        Setting<Duration> since = settings.one(Key.RETRAIN_SINCE, Values.atLeast(SECOND));
        Setting<Double> heldOut = settings.one(Key.RETRAIN_HELD_OUT, Values.between(0.05, 0.5));
        Setting<Integer> onsets = settings.one(Key.RETRAIN_LEAST_ONSETS, Values.count(Key.RETRAIN_LEAST_ONSETS));
        Setting<Double> margin = settings.one(Key.RETRAIN_MARGIN, Values.between(0, 0.9));
        Setting<Integer> keep = settings.one(Key.RETRAIN_KEEP, Values.count(Key.RETRAIN_KEEP));
        Setting<Long> memory = settings.one(Key.RETRAIN_MEMORY, Values.size(Key.RETRAIN_MEMORY));
        Setting<Boolean> onDrift = settings.one(Key.RETRAIN_ON_DRIFT, Values::bool);
        Setting<Boolean> shadow = settings.one(Key.RETRAIN_SHADOW, Values::bool);
        return () -> new RetrainConfig(
                cron.value(),
                since.value(),
                heldOut.value(),
                onsets.value(),
                margin.value(),
                keep.value(),
                memory.value(),
                onDrift.value(),
                shadow.value());
    }

    private Supplier<WebConfig> web(Setting<Optional<Secret>> token, Setting<Optional<Path>> tokenFile) {
        Setting<Optional<Path>> file = settings.maybe(Key.WEB_CONFIG_FILE, Values::path);
        Setting<WebConfig> listen = settings.one(Key.WEB_LISTEN, Values::listen);
        Setting<Boolean> logText = settings.one(Key.WEB_LOG_TEXT, Values::bool);
        Setting<Boolean> reload = reload(token, tokenFile);
        return () -> new WebConfig(
                listen.value().host(),
                listen.value().port(),
                token.value().orElse(null),
                tokenFile.value().orElse(null),
                logText.value(),
                reload.value(),
                file.value().orElse(null));
    }

    private Setting<Boolean> reload(Setting<Optional<Secret>> token, Setting<Optional<Path>> tokenFile) {
        Setting<Boolean> reload = settings.one(Key.WEB_RELOAD, Values::bool);
        boolean wanted = reload.isSound() && reload.value();
        boolean known = token.isSound() && tokenFile.isSound();
        if (wanted && known && token.value().isEmpty() && tokenFile.value().isEmpty()) {
            settings.reject("needs a token: set web.token or web.token_file", reload);
        }
        return reload;
    }

    private Supplier<LimitsConfig> limits() {
        Setting<Integer> line = settings.one(Key.LIMITS_LINE, Values.bytes(Key.LIMITS_LINE));
        Setting<Integer> templates = settings.one(Key.LIMITS_TEMPLATES, Values.count(Key.LIMITS_TEMPLATES));
        Setting<Integer> entities = settings.one(Key.LIMITS_ENTITIES, Values.count(Key.LIMITS_ENTITIES));
        Setting<Integer> fields = settings.one(Key.LIMITS_FIELDS, Values.count(Key.LIMITS_FIELDS));
        Setting<Integer> examples = settings.one(Key.LIMITS_EXAMPLES, Values.count(Key.LIMITS_EXAMPLES));
        return () ->
                new LimitsConfig(line.value(), templates.value(), entities.value(), fields.value(), examples.value());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!settings.hasItems(SourceSection.LIST)) {
            notes.add("sources: none, so only verbs that name their logs on the command line have anything to read");
        }
        return notes;
    }
}
