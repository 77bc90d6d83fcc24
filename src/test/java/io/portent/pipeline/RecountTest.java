package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.parse.MinerSpec;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecountTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> SUBJECTS = List.of("pool", "cart", "payment", "session", "index", "queue");
    private static final List<String> VERBS = List.of("opened by", "closed after", "rejected because of", "waits for");

    /** Twenty-four kinds of message, each with an id and a word that varies. */
    private static String message(Random random, int kinds) {
        int kind = random.nextInt(kinds);
        String subject = SUBJECTS.get(kind % SUBJECTS.size());
        String verb = VERBS.get(kind / SUBJECTS.size() % VERBS.size());
        return subject + " service " + verb + " client " + random.nextInt(1000) + " in zone "
                + List.of("north", "south", "east").get(random.nextInt(3));
    }

    private static TemplateMiner mined(List<String> messages) {
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        messages.forEach(miner::learn);
        return miner;
    }

    private static Window counted(int minute, List<String> messages, TemplateTree tree) {
        Map<String, Integer> counts = new HashMap<>();
        for (String message : messages) {
            Template template = tree.match(message);
            counts.merge(template == null ? "overflow" : template.id(), 1, Integer::sum);
        }
        return Histories.window("shop", minute, Map.of(Severity.INFO, messages.size()), counts, Map.of());
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /**
     * An agent counts under one model's templates, and its successor under those that were learnt from other messages of the
     * same program.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsCountedUnderTwoTrees_areAsIfOneHadCountedThem(int seed) {
        Random random = new Random(seed);
        int kinds = 4 + random.nextInt(21);
        List<List<String>> minutes = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            minutes.add(IntStream.range(0, 1 + random.nextInt(20))
                    .mapToObj(i -> message(random, kinds))
                    .toList());
        }
        TemplateTree one = mined(flat(minutes.subList(0, 30))).tree();
        TemplateTree other = mined(flat(minutes.subList(20, 60))).tree();
        List<Window> kept = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            kept.add(counted(minute, minutes.get(minute), minute < 30 ? one : other));
        }
        List<Template> told = new ArrayList<>(one.templates());
        told.addAll(other.templates());

        TemplateTree union =
                Recount.union(TemplateTree.of(MinerSpec.defaults(), one.templates()), told, Recount.idsIn(kept));
        List<Window> recounted = new Recount(union, told).learnt(kept);

        for (int minute = 0; minute < 60; minute++) {
            Map<String, Integer> asOne =
                    counted(minute, minutes.get(minute), union).templates();
            assertThat(recounted.get(minute).templates())
                    .as("minute %s", minute)
                    .isEqualTo(asOne);
        }
    }

    private static List<String> flat(List<List<String>> minutes) {
        return minutes.stream().flatMap(List::stream).toList();
    }

    /** What is lost: the one tree has a single template for what the other tells apart. */
    @Test
    void coarserTemplates_areCountedTogether() {
        Template fine1 = new Template("f1", "disk full on alpha");
        Template coarse = new Template("c", "disk <*> on alpha");
        TemplateTree tree = TemplateTree.of(MinerSpec.defaults(), List.of(coarse));
        Window window = Histories.window("shop", 0, Map.of(Severity.INFO, 5), Map.of("f1", 2, "c", 3), Map.of());

        List<Window> recounted = new Recount(tree, List.of(fine1)).learnt(List.of(window));

        assertThat(recounted.get(0).templates()).isEqualTo(Map.of("c", 5));
    }

    @Test
    void idsThatNobodyTold_areOverflow() {
        TemplateTree none = TemplateTree.of(MinerSpec.defaults(), List.of());
        Window window = Histories.window("shop", 0, Map.of(Severity.INFO, 5), Map.of("x", 2, "y", 3), Map.of());
        assertThat(new Recount(none, List.of()).learnt(List.of(window)).get(0).templates())
                .isEqualTo(Map.of("overflow", 5));
    }

    @Test
    void learnt_aTemplateIsNewWhereItWasFirstSeenAfterADay() {
        TemplateTree tree = TemplateTree.of(
                MinerSpec.defaults(), List.of(new Template("a", "one"), new Template("b", "two words")));
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 1500; minute++) {
            Map<String, Integer> counts = minute == 1450 || minute == 1460 ? Map.of("a", 1, "b", 1) : Map.of("a", 1);
            windows.add(Histories.window("shop", minute, Map.of(Severity.INFO, 1), counts, Map.of()));
        }
        List<Window> learnt = new Recount(tree, List.of()).learnt(windows);
        assertThat(learnt.stream().filter(window -> window.newTemplates() > 0))
                .singleElement()
                .satisfies(window -> assertThat(window.start()).isEqualTo(Histories.minute(1450)));
    }

    /** Two entities, one after the other as a store gives them: what the one has seen is not new for the other. */
    @Test
    void later_whatIsUnknownIsNewOnceInASpan() {
        TemplateTree tree = TemplateTree.of(MinerSpec.defaults(), List.of(new Template("a", "one")));
        List<Window> windows = new ArrayList<>();
        for (String entity : List.of("cart", "shop")) {
            for (int minute = 0; minute < 120; minute++) {
                boolean odd = entity.equals("cart") ? minute >= 20 : minute >= 10;
                Map<String, Integer> counts = odd ? Map.of("a", 1, "x", 1) : Map.of("a", 1);
                windows.add(Histories.window(entity, minute, Map.of(Severity.INFO, 1), counts, Map.of()));
            }
        }
        List<Window> later = new Recount(tree, List.of(new Template("x", "quite another"))).later(windows, HOUR);
        assertThat(later.stream()
                        .filter(window -> window.newTemplates() > 0)
                        .map(window -> window.entity() + " " + Duration.between(Histories.START, window.start())))
                .containsExactlyInAnyOrder("shop PT10M", "cart PT1H");
    }

    @Test
    void union_leavesOutWhatNoWindowNeeds() {
        TemplateTree champion = TemplateTree.of(
                MinerSpec.defaults(),
                List.of(new Template("old", "long gone since then"), new Template("kept", "disk <*> on alpha")));
        List<Template> told = List.of(new Template("twin", "disk full on alpha"), new Template("n", "a new kind"));
        TemplateTree union = Recount.union(champion, told, java.util.Set.of("twin", "n"));
        assertThat(union.templates()).extracting(Template::id).containsExactly("kept", "n");
    }
}
