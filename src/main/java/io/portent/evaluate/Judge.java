package io.portent.evaluate;

import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what models answered, part of the time by part, and says what it was worth as a whole. All models are asked the
 * same. Not thread-safe.
 */
public final class Judge {
    /** By whose name skill has an interval: what a forecast must be better than to be one. */
    static final String CLIMATOLOGY = "climatology";

    private final Horizons horizons;
    private final long seed;
    private final List<Judgement.Part> parts = new ArrayList<>();
    /** Of each model, by kind of question. */
    private final Map<String, List<Answers>> answers = new LinkedHashMap<>();

    private final Set<String> heard = new HashSet<>();

    /** @param seed of the resampling */
    public Judge(Horizons horizons, long seed) {
        this.horizons = horizons;
        this.seed = seed;
    }

    /** What was answered in the next part is told by {@link #take}. */
    public void begin(Judgement.Part part) {
        heard.clear();
        parts.add(part);
    }

    /**
     * Takes in a model's answers; the first model is the one that is judged.
     *
     * @param thresholds null where it raises no alarms
     */
    public void take(String model, Backtest said, @Nullable Thresholds thresholds) {
        if (!heard.add(model)) {
            throw new IllegalArgumentException(model + " has answered this part already");
        }
        List<Answers> all = answers.computeIfAbsent(model, name -> {
            List<Answers> none = new ArrayList<>();
            for (int kind = 0; kind < kinds(); kind++) {
                none.add(new Answers());
            }
            return none;
        });
        for (int kind = 0; kind < kinds(); kind++) {
            all.get(kind).addAll(said.questions(level(kind), horizon(kind), thresholds));
        }
    }

    private int kinds() {
        return HazardTargets.LEVELS.size() * horizons.horizons().size();
    }

    private int level(int kind) {
        return kind / horizons.horizons().size();
    }

    private int horizon(int kind) {
        return kind % horizons.horizons().size();
    }

    /**
     * @param health of all parts
     * @throws IllegalStateException if a model was not asked the same as the others
     */
    public Judgement judge(HealthHistory health) {
        requireSame();
        List<Verdict> verdicts = new ArrayList<>();
        IncidentList incidents = new IncidentList(health);
        for (int kind = 0; kind < kinds(); kind++) {
            HealthState level = HazardTargets.LEVELS.get(level(kind));
            Duration length = horizons.horizons().get(horizon(kind));
            verdicts.add(verdict(kind, level, length, health, incidents));
        }
        return new Judgement(horizons, judged(), parts, verdicts, against(judged()), incidents.all());
    }

    private Verdict verdict(
            int kind, HealthState level, Duration length, HealthHistory health, IncidentList incidents) {
        Intervals intervals = new Intervals(get(judged(), kind), block(), seed + kind);
        Map<String, Score> scores = new LinkedHashMap<>();
        answers.forEach((name, all) -> scores.put(name, Scoring.of(all.get(kind), null)));
        Map<String, Assessment> models = new LinkedHashMap<>();
        answers.forEach((name, all) -> {
            Answers one = all.get(kind);
            AlarmScoring scoring = new AlarmScoring(one, health, level, horizons.warning(), length);
            boolean alarms = name.equals(judged());
            models.put(name, assessment(name, kind, scoring, alarms, scores, intervals));
            if (alarms) {
                incidents.add(level, length, one, scoring);
            }
        });
        return new Verdict(level, length, models, intervals.blocks());
    }

    private Assessment assessment(
            String name,
            int kind,
            AlarmScoring scoring,
            boolean alarms,
            Map<String, Score> scores,
            Intervals intervals) {
        Answers one = get(name, kind);
        Score score = Objects.requireNonNull(scores.get(name));
        List<Question> ranked = new ArrayList<>(one);
        ranked.sort(Scoring.FROM_THE_HIGHEST);
        Map<String, Double> skill = new LinkedHashMap<>();
        scores.forEach((other, theirs) -> {
            if (!other.equals(name)) {
                skill.put(other, score.skillAgainst(theirs));
            }
        });
        boolean asked = score.positives() > 0;
        boolean comparable = asked && answers.containsKey(CLIMATOLOGY) && !name.equals(CLIMATOLOGY);
        return new Assessment(
                alarms ? score.with(scoring.score(i -> one.get(i).alarm())) : score,
                skill,
                asked ? intervals.prAuc(ranked, score.positives()) : Interval.UNKNOWN,
                comparable ? intervals.skill(one, get(CLIMATOLOGY, kind)) : Interval.UNKNOWN,
                alarms && asked ? recall(one, scoring, intervals) : Interval.UNKNOWN,
                PrecisionRecall.of(ranked, score.positives()),
                Scoring.calibration(one, horizons.horizons().get(horizon(kind))),
                CountedBins.of(ranked),
                Detection.of(one, scoring));
    }

    private void requireSame() {
        for (int kind = 0; kind < kinds(); kind++) {
            int asked = get(judged(), kind).size();
            for (Map.Entry<String, List<Answers>> other : answers.entrySet()) {
                int answered = other.getValue().get(kind).size();
                if (answered != asked) {
                    throw new IllegalStateException("all models must be asked the same: " + judged() + " answered "
                            + asked + " questions, " + other.getKey() + " " + answered);
                }
            }
        }
    }

    private String judged() {
        return answers.keySet().iterator().next();
    }

    private Answers get(String name, int kind) {
        return Objects.requireNonNull(answers.get(name)).get(kind);
    }

    private static Interval recall(Answers one, AlarmScoring scoring, Intervals intervals) {
        BitSet warned = new BitSet();
        for (int i = 0; i < scoring.onsets().size(); i++) {
            warned.set(i, scoring.lead(scoring.onsets().get(i), q -> one.get(q).alarm()) != null);
        }
        return intervals.recall(scoring.onsets(), warned);
    }

    private Map<String, Comparison> against(String own) {
        Map<String, BlockLosses> losses = new LinkedHashMap<>();
        answers.forEach((name, all) -> {
            BlockLosses sums = new BlockLosses(block(), kinds());
            for (int kind = 0; kind < kinds(); kind++) {
                for (Question question : all.get(kind)) {
                    sums.add(kind, question);
                }
            }
            losses.put(name, sums);
        });
        Map<String, Comparison> against = new LinkedHashMap<>();
        BlockLosses ours = Objects.requireNonNull(losses.remove(own));
        losses.forEach((name, theirs) -> against.put(name, Comparison.of(ours, theirs, seed)));
        return against;
    }

    private Duration block() {
        return BlockLosses.blockOf(horizons);
    }
}
