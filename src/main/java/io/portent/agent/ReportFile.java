package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.evaluate.Incident;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Trace;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import io.portent.report.Assets;
import io.portent.report.Driver;
import io.portent.report.Evidence;
import io.portent.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses what of an evaluation fits a page, and puts it there. */
final class ReportFile {
    private static final int ENTITIES = 12;
    private static final int PIECES = 1_000;
    private static final int EXPLAINED = 100;
    private static final int PIECES_AROUND = 120;

    private ReportFile() {}

    static String page(Evaluating.Outcome outcome) throws IOException {
        Judgement judgement = outcome.judgement();
        List<String> entities = outcome.traces().entities();
        Evidence evidence = new Evidence(
                outcome.model(),
                outcome.embargo(),
                judgement,
                timelines(outcome),
                entities.size(),
                around(outcome),
                outcome.drivers().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                one -> one.getValue().stream()
                                        .map(each -> new Driver(each.text(), each.share()))
                                        .toList())),
                outcome.shortages().stream().map(one -> "Not forecast: " + one).toList());
        return ReportPage.write(evidence, assets(), HorizonLabel::of);
    }

    private static List<Trace> timelines(Evaluating.Outcome outcome) {
        Map<String, Long> incidents = outcome.judgement().incidents().stream()
                .collect(Collectors.groupingBy(Incident::entity, Collectors.counting()));
        return outcome.traces().entities().stream()
                .sorted(Comparator.comparing((String entity) -> -incidents.getOrDefault(entity, 0L)))
                .limit(ENTITIES)
                .map(entity -> outcome.traces().of(entity, PIECES))
                .toList();
    }

    /** Those of red are shown first; all in the order of time. */
    private static Map<Incident, Trace> around(Evaluating.Outcome outcome) {
        Duration longest = outcome.judgement().horizons().longest();
        Map<Incident, Trace> around = new LinkedHashMap<>();
        outcome.judgement().seen().stream()
                .sorted(Comparator.comparing((Incident one) -> one.level() != HealthState.RED))
                .limit(EXPLAINED)
                .sorted(Comparator.comparing(Incident::onset))
                .forEach(one -> {
                    around.put(
                            one,
                            outcome.traces()
                                    .of(
                                            one.entity(),
                                            one.onset().minus(longest.multipliedBy(3)),
                                            one.onset().plus(longest),
                                            PIECES_AROUND));
                });
        return around;
    }

    private static Assets assets() throws IOException {
        String licence = resource("uplot/LICENSE").replace("*/", "* /");
        return new Assets(
                "/* uPlot, which draws the plots:\n" + licence + "*/\n" + resource("uplot/uPlot.iife.min.js") + "\n"
                        + resource("report.js"),
                resource("uplot/uPlot.min.css") + "\n" + resource("report.css"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program is not whole: it lacks " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
