package io.portent.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model came to be and how it scored.
 *
 * @param trainedFrom start of the first window learnt from
 * @param trainedUntil what came later was not seen, neither log nor label
 * @param files learnt from
 * @param windows learnt from
 * @param events in them
 * @param labels per state
 * @param onsets per level, as the training span shows them
 * @param backtest null where none was asked for
 * @param choice null in bundles of before there was one
 * @param alarms what the alarm budget came to, by level and horizon; null or empty in bundles of before it was kept
 * @param versions of the program and what it ran on
 */
public record Card(
        Instant trainedFrom,
        Instant trainedUntil,
        List<LearntFile> files,
        int entities,
        int windows,
        long events,
        int templates,
        int features,
        Map<String, Integer> labels,
        Map<String, Integer> onsets,
        @Nullable BacktestCard backtest,
        @Nullable Choice choice,
        @Nullable List<CardAlarms> alarms,
        Map<String, String> versions) {
    public Card {
        files = List.copyOf(files);
        labels = new TreeMap<>(labels);
        onsets = new TreeMap<>(onsets);
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
        versions = new TreeMap<>(versions);
    }

    /** Empty where it was not kept. */
    @Override
    public List<CardAlarms> alarms() {
        return alarms == null ? List.of() : alarms;
    }

    /**
     * A file that was learnt from.
     *
     * @param sha256 of its bytes as they lie on disk, hexadecimal
     */
    public record LearntFile(String source, String name, long bytes, String sha256) {}

    /**
     * Scores on time later than the training of the model that was scored. Where the model in the bundle was trained again
     * on everything afterwards, they are those of its predecessor, which had seen less.
     *
     * @param trainedUntil of the model that was scored
     */
    public record BacktestCard(Instant trainedUntil, Instant from, Instant until, List<CardScore> scores) {
        public BacktestCard {
            scores = List.copyOf(scores);
            if (from.isBefore(trainedUntil)) {
                throw new IllegalArgumentException(
                        "scores must be of later time than training, were from " + from + " < " + trainedUntil);
            }
        }
    }

    public Card withBacktest(@Nullable BacktestCard scored) {
        return new Card(
                trainedFrom,
                trainedUntil,
                files,
                entities,
                windows,
                events,
                templates,
                features,
                labels,
                onsets,
                scored,
                choice,
                alarms,
                versions);
    }
}
