package io.portent.metrics;

import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts nothing: for the paths that share the stages with the daemon but have no page. */
public final class NoMetrics implements AgentMetrics {
    private static final SourceMeter NO_SOURCE = new NoSource();
    private static final RetrainMeter NO_RETRAIN = new NoRetrain();
    private static final StoreMeter NO_STORE = new NoStore();

    @Override
    public SourceMeter source(String name) {
        return NO_SOURCE;
    }

    @Override
    public void published(Forecast forecast, List<Contribution> contributions) {}

    @Override
    public void shadowed(Forecast forecast) {}

    @Override
    public void shadowModel(String version, String network) {}

    @Override
    public void noShadow() {}

    @Override
    public void drifted(String entity, double score) {}

    @Override
    public void observed(String entity, @Nullable HealthState state) {}

    @Override
    public void forget(String entity) {}

    @Override
    public void forecastRun(Duration took) {}

    @Override
    public void forecastAtOnce() {}

    @Override
    public void forecastFailed() {}

    @Override
    public void model(String version, String network, Instant trained, List<Skill> skills) {}

    @Override
    public void noModel() {}

    @Override
    public void templates(int known) {}

    @Override
    public void newTemplates(long count) {}

    @Override
    public void overflowed(long events) {}

    @Override
    public void leftOut(long keys) {}

    @Override
    public void held(long events) {}

    @Override
    public void alarms(long count) {}

    @Override
    public void trueAlarms(long count) {}

    @Override
    public void onsets(long count) {}

    @Override
    public void missedOnsets(long count) {}

    @Override
    public void intervened(long count) {}

    @Override
    public void lead(Duration lead) {}

    @Override
    public RetrainMeter retrain(Collection<String> causes) {
        return NO_RETRAIN;
    }

    @Override
    public StoreMeter store(Collection<String> problems) {
        return NO_STORE;
    }

    @Override
    public ConfigMeter config() {
        return new NoConfig();
    }

    @Override
    public void noSource(String name) {}

    @Override
    public void labels(Map<String, Long> known) {}

    @Override
    public void refused(String reason) {}

    @Override
    public void refusals(Collection<String> reasons) {}

    @Override
    public void build(String version, String revision) {}

    private static final class NoRetrain implements RetrainMeter {
        @Override
        public void running(double progress) {}

        @Override
        public void idle() {}

        @Override
        public void lastSuccess(Instant at) {}

        @Override
        public void promoted(Instant at) {}

        @Override
        public void rejected(Instant at) {}

        @Override
        public void failed() {}

        @Override
        public void cause(String last) {}
    }

    private static final class NoConfig implements ConfigMeter {
        @Override
        public void taken(Instant at) {}

        @Override
        public void refused() {}
    }

    private static final class NoStore implements StoreMeter {
        @Override
        public void failed(String problem) {}

        @Override
        public void dropped(long entries) {}

        @Override
        public void pending(long windows) {}
    }

    private static final class NoSource implements SourceMeter {
        @Override
        public void parsed(long lines) {}

        @Override
        public void unparsed(long lines) {}

        @Override
        public void filtered(long lines) {}

        @Override
        public void bytes(long bytes) {}

        @Override
        public void rotations(long count) {}

        @Override
        public void truncations(long count) {}

        @Override
        public void generationsMissed(long count) {}

        @Override
        public void longLines(long count) {}

        @Override
        public void readFailures(long count) {}

        @Override
        public void refused(long lines) {}

        @Override
        public void clients(int number) {}

        @Override
        public void unreadableFiles(long count) {}

        @Override
        public void late(long events) {}

        @Override
        public void future(long events) {}

        @Override
        public void dropped(long events) {}

        @Override
        public void withoutEntity(long events) {}

        @Override
        public void lag(Duration lag) {}
    }
}
