package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of numbers, without a word in them, forecast health as logs do. */
class NumbersTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int MINUTES = 72 * 60;
    private static final int RISE = 15;
    private static final int RED = 6;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple-rnn",
                "lstm",
                "gru",
                "bidirectional-simple-rnn",
                "bidirectional-lstm",
                "bidirectional-gru"
            })
    void aQueueThatGrows_isForecastToEndInRed(String network) throws IOException {
        Random random = new Random(5);
        List<Integer> onsets = new ArrayList<>();
        for (int at = 40; at < MINUTES - 40; at += 50 + random.nextInt(120)) {
            onsets.add(at);
        }
        Files.writeString(folder.resolve("numbers.csv"), numbers(random, onsets));
        Files.writeString(folder.resolve("labels.csv"), labels(onsets));
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                sources:
                  - {name: numbers, files: ["%1$s/numbers.csv"], format: pattern, pattern: "<Timestamp>,<cpu>,<queue>"}
                window: {length: 1m, lateness: 0s}
                forecast: {data_window: 10, horizons: [15m], every: 1s}
                model: {network: %2$s, units: 8, epochs: 20, ensemble: 1, directory: "%1$s/models"}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(folder, network));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        assertThat(Main.run(new String[] {"train", "-c", config.toString()}, out, new PrintWriter(err, true)))
                .as(err.toString())
                .isZero();

        List<Double> skills = Pattern.compile(network + " +[\\d.]+ +(-?[\\d.]+)")
                .matcher(out.toString(UTF_8))
                .results()
                .map((MatchResult found) -> Double.valueOf(found.group(1)))
                .toList();
        assertThat(skills).as(out.toString(UTF_8)).hasSize(2).allMatch(skill -> skill > 0.3);
    }

    private static String numbers(Random random, List<Integer> onsets) {
        StringBuilder rows = new StringBuilder("time,cpu,queue\n");
        for (int minute = 0; minute < MINUTES; minute++) {
            int now = minute;
            double queue = 10 + 2 * random.nextGaussian();
            for (int onset : onsets) {
                queue += now < onset && now > onset - RISE ? 2 * (now - onset + RISE) : 0;
                queue += now >= onset && now < onset + RED ? 30 : 0;
            }
            rows.append(String.format(
                    Locale.ROOT,
                    "%s,%.3e,%.2f%n",
                    START.plus(Duration.ofMinutes(minute)),
                    0.4 + 0.05 * random.nextGaussian(),
                    queue));
        }
        return rows.toString();
    }

    private static String labels(List<Integer> onsets) {
        StringBuilder rows = new StringBuilder("entity,state,start,end,source,note\n");
        for (int onset : onsets) {
            Instant start = START.plus(Duration.ofMinutes(onset));
            rows.append(",red," + start + "," + start.plus(Duration.ofMinutes(RED)) + ",slo,\n");
        }
        return rows.toString();
    }
}
