package io.portent.source.push;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;

final class StandardInputContractTest extends InletContract<StandardInput> {
    private final PipedOutputStream out = new PipedOutputStream();

    @Override
    StandardInput make() {
        try {
            return new StandardInput("app", new PipedInputStream(out), MAX_LINE_BYTES, counts, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    @Override
    protected void end() throws IOException {
        out.close();
    }
}
