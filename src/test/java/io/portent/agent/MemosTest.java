package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.parse.Template;
import io.portent.pipeline.Novelty;
import io.portent.window.AssemblerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemosTest {
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

    @Test
    void whatIsWrittenIsReadBack_whateverEntitiesAndTemplatesAreCalled() {
        Memos memos = new Memos(
                "one",
                TIME,
                new AssemblerState(
                        TIME,
                        List.of(
                                new AssemblerState.Row("a b\nc%20+\u00e9", TIME, 3),
                                new AssemblerState.Row("", TIME.plusSeconds(60), 0))),
                new Novelty(-7, List.of(new Template("1", "x <*> = y%\n"), new Template("2", ""))),
                Map.of("app log", 12L, "", 0L));
        assertThat(Memos.read(memos.write())).isEqualTo(memos);
    }

    @Test
    void nothingIsReadBack() {
        assertThat(Memos.read(Memos.NONE.write())).isEqualTo(Memos.NONE);
        assertThat(Memos.read(Map.of())).isEqualTo(Memos.NONE);
    }

    @Test
    void whatIsIncompleteIsRefused() {
        assertThatThrownBy(() -> Memos.read(Map.of("model", "one"))).isInstanceOf(IllegalArgumentException.class);
    }
}
