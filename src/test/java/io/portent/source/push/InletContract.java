package io.portent.source.push;

import io.portent.source.LineSource;
import io.portent.source.LineSourceContract;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A reader of an inlet, as a source of lines. */
abstract class InletContract<T extends Inlet> extends LineSourceContract {
    final PushCounts counts = new PushCounts();
    private @Nullable T inlet;
    private @Nullable LineSource source;

    abstract T make();

    final T inlet() throws IOException {
        source();
        T known = inlet;
        if (known == null) {
            throw new IllegalStateException("made with its reader");
        }
        return known;
    }

    @Override
    protected final LineSource source() throws IOException {
        LineSource known = source;
        if (known != null) {
            return known;
        }
        T fresh = make();
        fresh.start();
        LineSource opened = fresh.open();
        inlet = fresh;
        source = opened;
        return opened;
    }

    @AfterEach
    final void close() throws IOException {
        source().close();
        inlet().close();
    }
}
