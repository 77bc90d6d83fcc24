package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMinerTest {
    private final TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "took 35ms for job_42                                 | took <*> for job_<*>",
                "took 1.5 s, 30% of 7GB                               | took <*> s, <*> of <*>",
                "handle 0x7fed806eb5d of 4f2a9c1e                     | handle <*> of <*>",
                "id 0b7c1f0e-2d3a-4b5c-8d9e-0f1a2b3c4d5e done         | id <*> done",
                "from 10.0.0.7:5010 to /10.0.0.8                      | from <*> to <*>",
                "from fe80::a00:27ff:fe4e:66a1 at 12:30:01,123        | from <*> at <*>",
                "read /var/log/app.log and C:\\Windows\\x.dll ok      | read <*> and <*> ok",
                "get https://shop.example/cart?id=x failed            | get <*> failed",
                "block blk_-3544583377289625738 lost                  | block blk_<*> lost",
                "uid=0 euid=17 tty=ssh ruser= rhost=mail.example.com  | uid=<*> euid=<*> tty=ssh ruser= rhost=<*>",
                "class com.shop.Cart in read/write mode               | class com.shop.Cart in read/write mode",
                "session opened for user ann now                      | session opened for user <*> now",
                "sizes 1 2 3 4 5 given                                | sizes <*> given",
                "literal <*> stays a parameter                        | literal <*> stays a parameter",
                "mail to ann.b@shop.example now                       | mail to <*> now"
            })
    void parameters_areMaskedByTheirLook(String message, String template) {
        assertThat(miner.learn(message).text()).isEqualTo(template);
    }

    @Test
    void statesOfOneThing_stayApart() {
        Set<String> ids = new HashSet<>();
        for (String state : new String[] {"Started", "Stopped", "Paused", "Resumed", "Failed", "Deleted", "Created"}) {
            ids.add(miner.learn("instance 17: VM " + state + " (Lifecycle Event)")
                    .id());
        }
        assertThat(ids).hasSize(7);
    }

    @Test
    void crowdOfNames_becomesAParameter() {
        String[] names = {"ann", "bob", "eve", "joe", "kim", "lea", "max"};
        for (String name : names) {
            miner.learn("The customer " + name + " bought another thing");
        }
        TemplateTree tree = miner.tree();

        assertThat(tree.templates())
                .extracting(Template::text)
                .containsExactly("The customer <*> bought another thing");
        assertThat(tree.match("The customer zoe bought another thing"))
                .isEqualTo(tree.templates().get(0));
    }

    @Test
    void fewOtherWords_stayApart() {
        Template bytes = miner.learn("Block 7 stored as bytes in memory");
        Template values = miner.learn("Block 8 stored as values in memory");

        assertThat(bytes.id()).isNotEqualTo(values.id());
        assertThat(miner.learn("Block 9 stored as bytes in memory")).isEqualTo(bytes);
        assertThat(miner.lastWasNew()).isFalse();
    }

    @Test
    void id_comesFromTheFirstMessageAlone() {
        Template first = miner.learn("The customer ann bought another thing");
        TemplateMiner other = new TemplateMiner(MinerSpec.defaults());
        other.learn("something else");

        assertThat(first.id()).matches("[0-9a-f]{8}");
        assertThat(other.learn("The customer ann bought another thing").id()).isEqualTo(first.id());
        for (int i = 0; i < 9; i++) {
            miner.learn("The customer " + "abcdefghi".charAt(i) + "xyz bought another thing");
        }
        assertThat(miner.tree().templates())
                .containsExactly(new Template(first.id(), "The customer <*> bought another thing"));
    }

    @Test
    void ids_areFixedForEver() {
        assertThat(miner.learn("order 7 accepted").id()).isEqualTo("392f6d32");
    }

    @Test
    void millionDistinctWords_inOneMessage_areCut() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            message.append((char) ('a' + i % 26))
                    .append(Integer.toString(i, 36).replaceAll("[0-9]", "z"))
                    .append(' ');
        }
        Template template = miner.learn(message.toString());

        assertThat(template.text().length()).isLessThanOrEqualTo(4_096 * 2);
        assertThat(template.text().split(" "))
                .hasSizeLessThanOrEqualTo(MinerSpec.defaults().maxTokens());
    }

    @Test
    void millionDistinctTemplates_overflowIntoOne() {
        TemplateMiner small = new TemplateMiner(new MinerSpec(20, 0.5, 5, 4_096, 128, List.of()));
        Random random = new Random(7);
        int overflowed = 0;
        for (int i = 0; i < 1_000_000; i++) {
            Template template = small.learn(word(random) + ' ' + word(random));
            overflowed += template.equals(TemplateMiner.OVERFLOW) ? 1 : 0;
        }
        assertThat(small.tree().templates()).hasSizeLessThanOrEqualTo(20);
        assertThat(small.overflowed()).isEqualTo(overflowed).isPositive();
    }

    @Test
    void templatesOfOneLengthAndFirstWord_areBounded_soThatHostileTextCannotMakeEachMessageMeetThemAll() {
        Random random = new Random(3);
        int overflowed = 0;
        for (int i = 0; i < 2_000; i++) {
            overflowed += miner.learn("alpha " + word(random) + ' ' + word(random) + ' ' + word(random))
                            .equals(TemplateMiner.OVERFLOW)
                    ? 1
                    : 0;
        }
        assertThat(miner.tree().templates()).hasSize(500);
        assertThat(miner.overflowed()).isEqualTo(overflowed).isEqualTo(1_500);
        assertThat(miner.learn("beta one two three")).isNotEqualTo(TemplateMiner.OVERFLOW);
        assertThat(miner.learn("alpha alone")).isNotEqualTo(TemplateMiner.OVERFLOW);
    }

    private static String word(Random random) {
        char[] word = new char[8];
        for (int i = 0; i < word.length; i++) {
            word[i] = (char) ('a' + random.nextInt(26));
        }
        return new String(word);
    }

    @Test
    void whatTheAdministratorCallsAParameterIsOne() {
        MinerSpec defaults = MinerSpec.defaults();
        TemplateMiner miner =
                new TemplateMiner(new MinerSpec(20, 0.5, 5, 4_096, 128, List.of("ORD-[A-Z]+", "(?<=by )[a-z]+", "z*")));
        assertThat(miner.learn("order ORD-XY placed by ann").text()).isEqualTo("order <*> placed by <*>");
        assertThat(miner.learn("order ORD-Q placed by bob").text()).isEqualTo("order <*> placed by <*>");
        assertThat(new TemplateMiner(defaults)
                        .learn("order ORD-XY placed by ann")
                        .text())
                .isEqualTo("order ORD-XY placed by ann");
    }

    @Test
    void aParameterRuleThatRunsAwayIsGivenUp() {
        TemplateMiner miner = new TemplateMiner(new MinerSpec(20, 0.5, 5, 4_096, 128, List.of("(a+)+$")));
        String hostile = "a".repeat(200) + "b";
        assertThat(miner.learn(hostile).text()).isEqualTo(hostile);
    }
}
