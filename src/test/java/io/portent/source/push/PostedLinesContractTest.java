package io.portent.source.push;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;

final class PostedLinesContractTest extends InletContract<PostedLines> {
    @Override
    PostedLines make() {
        return new PostedLines("app", MAX_LINE_BYTES, counts, InstantSource.system());
    }

    @Override
    protected void send(byte[] bytes) throws IOException {
        inlet().take("192.0.2.1", new ByteArrayInputStream(bytes));
    }

    /** Each body is whole by itself. */
    @Override
    protected void end() {}
}
