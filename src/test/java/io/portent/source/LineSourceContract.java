package io.portent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.event.RawLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every source of lines does, wherever they come from. */
public abstract class LineSourceContract {
    protected static final int MAX_LINE_BYTES = 40;

    private final List<RawLine> lines = new ArrayList<>();

    /** Named app, of lines of at most {@link #MAX_LINE_BYTES}. */
    protected abstract LineSource source() throws IOException;

    /** From one and the same sender. */
    protected abstract void send(byte[] bytes) throws IOException;

    /** The sender says no more. */
    protected abstract void end() throws IOException;

    private void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    private List<String> read(int number) throws IOException {
        LineSource source = source();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            poll(source);
            return lines.size() >= number;
        });
        poll(source);
        return lines.stream().map(RawLine::text).toList();
    }

    private void poll(LineSource source) {
        try {
            while (source.read(3, lines::add) > 0) {
                // to the end of what is there
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNothingIs_itIsCaughtUpAtOnce() throws IOException {
        assertThat(source().read(10, lines::add)).isZero();
        assertThat(lines).isEmpty();
        assertThat(source().counts()).isEqualTo(SourceCounts.NONE);
        assertThat(source().name()).isEqualTo("app");
    }

    @Test
    void lines_comeInOrder_numberedWithinTheirOrigin() throws IOException {
        source();
        send("one\ntwo\r\n");
        assertThat(read(2)).containsExactly("one", "two");
        send("three\n");
        assertThat(read(3)).containsExactly("one", "two", "three");
        assertThat(lines).extracting(line -> line.origin().line()).containsExactly(1L, 2L, 3L);
        assertThat(lines)
                .extracting(line -> line.origin().source() + " " + line.origin().file())
                .containsOnly("app " + lines.get(0).origin().file());
        assertThat(source().followed()).contains(lines.get(0).origin().file());
    }

    @Test
    void atMostAsManyAsAreAskedFor_areDeliveredAtOnce() throws IOException {
        LineSource source = source();
        send("a\nb\nc\nd\ne\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> source.read(2, lines::add) == 2);
        assertThat(lines).hasSize(2);
        assertThat(read(5)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aLongLine_losesItsTail_andIsCounted_andTheNextIsWhole() throws IOException {
        source();
        String tail = "y".repeat(100);
        send("x".repeat(MAX_LINE_BYTES) + tail + "\nnext\n");
        assertThat(read(2)).containsExactly("x".repeat(MAX_LINE_BYTES), "next");
        assertThat(source().counts().longLines()).isEqualTo(1);
        assertThat(source().counts().skippedBytes()).isEqualTo(tail.length());
    }

    @Test
    void whatIsNotUtf8_isReplaced_andOtherCharactersAreKept() throws IOException {
        source();
        send(new byte[] {'a', (byte) 0xff, 'b', '\n'});
        send("Käse 灯 😀\n");
        assertThat(read(2)).containsExactly("a\uFFFDb", "Käse 灯 😀");
    }

    @Test
    void aLastLineWithoutNewline_isALineOnceItsSenderIsGone() throws IOException {
        source();
        send("whole\nhalf");
        read(1);
        end();
        assertThat(read(2)).containsExactly("whole", "half");
    }

    @Test
    void whatIsDelivered_isWhatIsCounted() throws IOException {
        source();
        send("one\ntwo\n");
        send("three\n");
        read(3);
        assertThat(source().counts().lines()).isEqualTo(3);
        assertThat(source().counts().bytes()).isEqualTo("one\ntwo\nthree\n".length());
        assertThat(Set.copyOf(lines)).hasSize(3);
    }
}
