package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdoptedTemplatesTest {
    private static TemplateMiner mined(String... messages) {
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        for (String message : messages) {
            miner.learn(message);
        }
        return miner;
    }

    @Test
    void aTemplateKeepsItsIdInAnotherMiner() {
        TemplateMiner first = mined("order 17 paid by card", "disk sda is full");
        TemplateMiner second = new TemplateMiner(MinerSpec.defaults());
        first.tree().templates().forEach(second::adopt);
        assertThat(second.tree().templates()).isEqualTo(first.tree().templates());
    }

    @Test
    void aTemplateThatIsCoveredIsTheOneThatCoversIt() {
        TemplateMiner miner = mined("order 17 of bob was paid by card", "order 18 of bob was paid by card");
        Template general = miner.tree().templates().get(0);
        Template same = new Template("0badcafe", general.text());
        assertThat(miner.adopt(same)).isEqualTo(general);
        assertThat(miner.tree().counterpart(same)).isEqualTo(general);
    }

    @Test
    void aTemplateOfAnotherKindHasNoCounterpart() {
        assertThat(mined("disk sda is full").tree().counterpart(new Template("1", "cache warmed up in <*> ms")))
                .isNull();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAdoptedTemplateIsFoundAgain(long seed) {
        Random random = new Random(seed);
        List<String> words = List.of("order", "paid", "late", "cart", "user", "up", "17", "a=3", "<*>", "");
        TemplateMiner one = new TemplateMiner(MinerSpec.defaults());
        TemplateMiner other = new TemplateMiner(MinerSpec.defaults());
        for (int i = 0; i < 60; i++) {
            StringBuilder message = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                message.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            (random.nextBoolean() ? one : other).learn(message.toString());
        }
        List<Template> all = other.tree().templates();
        all.forEach(one::adopt);
        TemplateTree both = one.tree();
        assertThat(all)
                .allSatisfy(template -> assertThat(both.counterpart(template)).isNotNull());
        assertThat(both.templates()).extracting(Template::id).doesNotHaveDuplicates();
    }
}
