package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.LogEvent;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateMiner;
import io.portent.window.Seen;
import io.portent.window.Window;
import io.portent.window.WindowLimits;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventPipelineTest {
    private static final Instant ARRIVAL = Histories.START.plus(Duration.ofDays(9));

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEvent_isCountedOnce(long seed) {
        Random random = new Random(seed);
        List<Window> windows = new ArrayList<>();
        EventPipeline pipeline = new EventPipeline(
                new WindowSpec(Histories.MINUTE, Duration.ZERO, Duration.ofSeconds(30)),
                new WindowLimits(3, 5, 5, 10, Duration.ofDays(1)),
                EntityRule.field("service"),
                event -> new Seen(event, "t", List.of(), false),
                windows::add);
        long nobody = 0;
        for (int i = 0; i < 300; i++) {
            Instant time = Histories.START.plusSeconds(10L * i - random.nextInt(200));
            int service = random.nextInt(7);
            Map<String, String> texts = service == 6 ? Map.of() : Map.of("service", service == 5 ? " " : "s" + service);
            nobody += service >= 5 ? 1 : 0;
            pipeline.accept(Histories.event(time, texts), ARRIVAL);
        }
        pipeline.finish();

        assertThat(pipeline.withoutEntity()).isEqualTo(nobody);
        assertThat(pipeline.counts().events()).isEqualTo(300 - nobody);
        assertThat(pipeline.counts().dropped()).isPositive();
        assertThat(windows.stream().mapToLong(Window::events).sum())
                .isEqualTo(pipeline.counts().windowed());
    }

    @Test
    void templateUnknownToTheBundle_isNewOnceAndCountedApart() {
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        List.of("cache warmed in 5 ms", "quota exhausted").forEach(miner::learn);
        TrainingRecogniser learning = new TrainingRecogniser(miner.tree());
        for (int minute = 0; minute < 10; minute++) {
            assertThat(learning.see(message(minute, "cache warmed in 5 ms")).isNew())
                    .isFalse();
        }
        assertThat(learning.see(message(3_000, "quota exhausted")).isNew()).isTrue();
        assertThat(learning.see(message(3_001, "quota exhausted")).isNew()).isFalse();

        FrozenRecogniser frozen =
                new FrozenRecogniser(miner.tree(), learning.freeze(Duration.ofHours(1)), Duration.ofHours(1));
        assertThat(frozen.see(message(1, "cache warmed in 7 ms")).templateId())
                .isEqualTo(miner.tree().templates().get(0).id());
        Seen first = frozen.see(message(2, "disk melted"));
        assertThat(first.isNew()).isTrue();
        assertThat(miner.tree().templates()).noneMatch(known -> known.id().equals(first.templateId()));
        assertThat(frozen.see(message(3, "disk melted")).isNew()).isFalse();
        assertThat(frozen.newTemplates()).isEqualTo(1);
    }

    /** Whoever starts later never sees the wrong date; both must count alike. */
    @Test
    void unknownMessage_isNewOnceInEverySpan_whateverOneWrongDateSays() {
        FrozenRecogniser frozen = new FrozenRecogniser(
                new TemplateMiner(MinerSpec.defaults()).tree(), new SlotTable(Map.of()), Duration.ofHours(1));
        List<Window> windows = new ArrayList<>();
        EventPipeline pipeline = new EventPipeline(
                new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO),
                WindowLimits.DEFAULT,
                EntityRule.named("shop"),
                frozen,
                windows::add);
        for (int minute = 0; minute < 180; minute++) {
            pipeline.accept(message(minute, "disk melted"), ARRIVAL);
            if (minute == 90) {
                pipeline.accept(message(minute + 3 * 1_440, "disk melted"), ARRIVAL);
            }
        }
        pipeline.finish();

        assertThat(windows.stream().filter(window -> window.newTemplates() > 0).map(Window::start))
                .containsExactly(Histories.minute(0), Histories.minute(60), Histories.minute(120));
    }

    private static LogEvent message(int minute, String message) {
        return Histories.event(Histories.minute(minute), io.portent.event.Severity.INFO, message);
    }
}
