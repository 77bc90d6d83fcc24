package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTreePropertyTest {
    private static final MinerSpec SPEC = new MinerSpec(200, 0.5, 8, 300, 20, List.of());
    private static final String[] WORDS = {
        "order",
        "user",
        "for",
        "failed",
        "started",
        "RUNNING",
        "IDLE",
        "disk",
        "<*>",
        "a=b",
        "uid=7",
        "10.0.0.1:80",
        "/var/log",
        "x@y.com",
        "job_17",
        "0xff",
        "*",
        "<",
        ">",
        "<1*>",
        "'q'",
        "\u0001",
        "\ud800",
        "é",
        "host.example.com"
    };

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static List<String> messages(Random random, int count) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder message = new StringBuilder();
            for (int word = random.nextInt(9); word >= 0; word--) {
                message.append(random.nextInt(5) == 0 ? letters(random) : WORDS[random.nextInt(WORDS.length)]);
                message.append(random.nextInt(8) == 0 ? "" : random.nextInt(8) == 0 ? "\t " : " ");
            }
            messages.add(i > 0 && random.nextInt(3) == 0 ? messages.get(random.nextInt(i)) : message.toString());
        }
        return messages;
    }

    private static String letters(Random random) {
        return random.ints(3, 'a', 'e')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> answers(TemplateTree tree, List<String> messages) {
        return messages.stream()
                .map(message -> String.valueOf(tree.match(message)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void treeOfItsList_matchesTheSame(long seed) {
        Random random = new Random(seed);
        TemplateMiner miner = new TemplateMiner(SPEC);
        messages(random, 100).forEach(miner::learn);
        TemplateTree tree = miner.tree();
        TemplateTree again = TemplateTree.of(SPEC, tree.templates());

        List<String> others = messages(random, 100);
        assertThat(answers(again, others)).as("seed %d: %s", seed, others).isEqualTo(answers(tree, others));
        assertThat(again.templates())
                .as("seed %d", seed)
                .isEqualTo(tree.templates())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resumedMiner_goesOnAsIfNeverInterrupted(long seed) {
        Random random = new Random(seed);
        TemplateMiner miner = new TemplateMiner(SPEC);
        messages(random, 200).forEach(miner::learn);
        TemplateMiner resumed = TemplateMiner.resume(miner.tree());

        for (String message : messages(random, 200)) {
            assertThat(resumed.learn(message)).as("seed %d: %s", seed, message).isEqualTo(miner.learn(message));
            assertThat(resumed.lastWasNew()).as("seed %d: %s", seed, message).isEqualTo(miner.lastWasNew());
        }
        assertThat(resumed.tree().templates())
                .as("seed %d", seed)
                .isEqualTo(miner.tree().templates());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void match_foretellsWhatLearnAnswers(long seed) {
        Random random = new Random(seed);
        TemplateMiner miner = new TemplateMiner(SPEC);
        for (String message : messages(random, 20)) {
            Template foretold = miner.tree().match(message);
            Template learned = miner.learn(message);
            if (foretold == null) {
                assertThat(miner.lastWasNew() || learned.equals(TemplateMiner.OVERFLOW))
                        .as("seed %d: %s", seed, message)
                        .isTrue();
            } else {
                assertThat(learned.id()).as("seed %d: %s", seed, message).isEqualTo(foretold.id());
            }
            if (!learned.equals(TemplateMiner.OVERFLOW)) {
                assertThat(miner.tree().match(message))
                        .as("seed %d: %s", seed, message)
                        .isEqualTo(learned);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void learnedIds_doNotDependOnLaterMessages(long seed) {
        Random random = new Random(seed);
        List<String> messages = messages(random, 200);
        TemplateMiner whole = new TemplateMiner(SPEC);
        List<Template> learned = messages.stream().map(whole::learn).toList();
        TemplateMiner part = new TemplateMiner(SPEC);

        assertThat(messages.subList(0, 100).stream().map(part::learn).toList())
                .as("seed %d", seed)
                .isEqualTo(learned.subList(0, 100));
    }
}
