package io.portent.codec;

import io.portent.window.Window;
import java.util.List;

/** Turns windows into vectors that have names; so the live agent and training cannot differ. */
public interface WindowCodec extends Encoder<Window> {
    /** One name per feature, in vector order. */
    List<String> features();

    /** Indices of features that tell the time and nothing of what was logged. */
    default List<Integer> clock() {
        return List.of();
    }

    @Override
    default int inputs() {
        return features().size();
    }
}
