package io.portent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.Hazards;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.Incident;
import io.portent.evaluate.Judge;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Trace;
import io.portent.evaluate.Traces;
import io.portent.forecast.Forecaster;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.metrics.HorizonLabel;
import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Evidence of a made-up service, and the page of it. */
final class Reports {
    static final String HOSTILE = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>\u202e";
    private static final int MINUTES = 3_000;
    private static final Thresholds THRESHOLDS = new Thresholds(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    private Reports() {}

    /** The entity and every text that comes from elsewhere are this. */
    static Evidence evidence(String text) {
        Random random = new Random(5);
        List<Label> labels = new ArrayList<>(Histories.incidents("", MINUTES, 200));
        for (int minute = 200; minute < MINUTES; minute += 200) {
            labels.add(new Label(
                    "", HealthState.RED, Histories.minute(minute + 5), Histories.minute(minute + 15), "test", text));
        }
        HealthHistory health = new HealthHistory(labels, null);
        EncodedRun run = Runs.encoded(Histories.windows(text, 0, MINUTES, minute -> 0), health);
        float[] risks = new float[6 * MINUTES];
        Traces traces = new Traces(3);
        Forecaster forecaster = new Forecaster(Runs.HORIZONS, THRESHOLDS);
        Ringing ringing = new Ringing(3);
        for (int step = 0; step < MINUTES; step++) {
            for (int i = 0; i < 6; i++) {
                boolean comes = Hazards.outcome(run, Runs.HORIZONS, step, i / 3, i % 3) == 1;
                risks[6 * step + i] = (comes ? 0.9f : 0.3f) * random.nextFloat();
            }
            traces.accept(
                    forecaster.of(text, Histories.minute(step), risks, 6 * step, run.state(step), ringing, "none"));
        }
        Judge judge = new Judge(Runs.HORIZONS, 1);
        List<Backtest.Asked> asked = List.of(new Backtest.Asked(run, 0, MINUTES));
        judge.begin(new Judgement.Part(Histories.START, Histories.START, Histories.minute(MINUTES), MINUTES));
        judge.take("lstm", new Backtest(Runs.HORIZONS, health, asked, one -> risks), THRESHOLDS);
        float[] same = new float[6 * MINUTES];
        Arrays.fill(same, 0.05f);
        judge.take("climatology", new Backtest(Runs.HORIZONS, health, asked, one -> same), null);
        Judgement judgement = judge.judge(health);
        Map<Incident, Trace> around = new LinkedHashMap<>();
        Map<Incident, List<Driver>> drivers = new LinkedHashMap<>();
        for (Incident incident : judgement.seen()) {
            around.put(
                    incident,
                    traces.of(
                            text,
                            incident.onset().minus(Duration.ofHours(1)),
                            incident.onset().plus(Duration.ofHours(1)),
                            100));
            drivers.put(incident, List.of(new Driver(text, 0.5)));
        }
        return new Evidence(
                "version " + text,
                Duration.ofMinutes(90),
                judgement,
                List.of(traces.of(text, 500)),
                1,
                around,
                drivers,
                List.of("Not forecast: " + text));
    }

    static String page(String text) throws IOException {
        return ReportPage.write(evidence(text), assets(), HorizonLabel::of);
    }

    static Assets assets() throws IOException {
        return new Assets(
                resource("uplot/uPlot.iife.min.js") + resource("report.js"),
                resource("uplot/uPlot.min.css") + resource("report.css"));
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
