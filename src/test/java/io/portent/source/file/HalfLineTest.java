package io.portent.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has no newline yet waits for it, but not for ever. */
final class HalfLineTest {
    @TempDir
    private Path dir;

    private Followed log;

    @BeforeEach
    void follow() {
        log = new Followed(dir, "*.log");
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    @Test
    void halfLine_isDeliveredAfterTenSeconds_andItsRestIsALineOfItsOwn() throws IOException {
        log.append("a.log", "whole\nthe last words of a cra");
        assertThat(log.poll()).containsExactly("whole");
        log.now = log.now.plusSeconds(9);
        assertThat(log.poll()).isEmpty();
        log.now = log.now.plusSeconds(1);
        assertThat(log.poll()).containsExactly("the last words of a cra");
        assertThat(log.last().position().offset()).isEqualTo("whole\nthe last words of a cra".length());
        assertThat(log.last().origin().line()).isEqualTo(2);
        log.now = log.now.plusSeconds(100);
        assertThat(log.poll()).isEmpty();
        log.append("a.log", "sh\nnext\n");
        assertThat(log.poll()).containsExactly("sh", "next");
        assertThat(log.last().origin().line()).isEqualTo(4);
    }

    @Test
    void halfLineThatGrows_waitsFromItsLastByte() throws IOException {
        for (int i = 0; i < 5; i++) {
            log.append("a.log", "x");
            assertThat(log.poll()).isEmpty();
            log.now = log.now.plusSeconds(9);
        }
        log.append("a.log", "\n");
        assertThat(log.poll()).containsExactly("xxxxx");
    }

    @Test
    void positionAfterAHalfLine_isReadOnInTheMiddleOfTheLine() throws IOException {
        log.append("a.log", "whole\nhal");
        log.poll();
        log.now = log.now.plusSeconds(10);
        assertThat(log.poll()).containsExactly("hal");
        log.append("a.log", "f\nnext\n");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("f", "next");
        assertThat(log.last().position().offset()).isEqualTo("whole\nhalf\nnext\n".length());
    }

    @Test
    void halfLineThatNobodyReadFrom_isFoundWholeByTheNextProcess() throws IOException {
        log.append("a.log", "whole\nhal");
        log.poll();
        log.restart(log.last());
        assertThat(log.poll()).isEmpty();
        log.append("a.log", "f\n");
        assertThat(log.poll()).containsExactly("half");
    }

    @Test
    void endlessHalfLine_isCutAtTheLimit_andCounted() throws IOException {
        log.append("a.log", "x".repeat(1500));
        log.poll();
        log.now = log.now.plusSeconds(10);
        assertThat(log.poll()).containsExactly("x".repeat(1000));
        assertThat(log.source().counts().longLines()).isEqualTo(1);
        assertThat(log.source().counts().skippedBytes()).isEqualTo(500);
    }
}
