package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.source.LineSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostedLinesContractTest extends InletContract<PostedLines> {
    @Override
    PostedLines make() {
        return new PostedLines("app", MAX_LINE_BYTES, counts, InstantSource.system());
    }

    @Override
    protected void send(byte[] bytes) throws IOException {
        inlet().take("192.0.2.1", new ByteArrayInputStream(bytes));
    }

    /** Nobody would ever read them, and who has sent them would have been told that they are taken. */
    @Test
    void afterItsEnd_nothingIsTakenIn() throws IOException {
        LineSource reader = source();
        send("before\n".getBytes(UTF_8));
        inlet().close();
        PostedLines.Taken taken = inlet().take("192.0.2.1", new ByteArrayInputStream("after\n".getBytes(UTF_8)));
        assertThat(taken.what()).isEqualTo(PostedLines.Taking.NO_ROOM);
        List<String> texts = new ArrayList<>();
        reader.read(10, line -> texts.add(line.text()));
        assertThat(texts).containsExactly("before");
    }

    /** Each body is whole by itself. */
    @Override
    protected void end() {}
}
