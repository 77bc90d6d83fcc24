package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which envelope the lines of a stream are in. */
final class Wrapped {
    private Wrapped() {}

    static @Nullable Envelope of(FormatKind kind) {
        return kind == FormatKind.CRI ? new CriEnvelope() : kind == FormatKind.DOCKER ? new DockerEnvelope() : null;
    }

    /** The one that more than half of the lines are in. */
    static @Nullable Envelope of(List<String> lines) {
        for (Envelope envelope : List.of(new CriEnvelope(), new DockerEnvelope())) {
            Envelope.Opened opened = new Envelope.Opened();
            long in = lines.stream().filter(line -> envelope.open(line, opened)).count();
            if (2 * in > lines.size()) {
                return envelope;
            }
        }
        return null;
    }

    /** The texts inside, without those that an envelope does not open. */
    static List<String> open(@Nullable Envelope envelope, List<String> lines) {
        if (envelope == null) {
            return lines;
        }
        Envelope.Opened opened = new Envelope.Opened();
        return lines.stream()
                .filter(line -> envelope.open(line, opened))
                .map(line -> envelope.open(line, opened) ? LineText.clean(opened.text) : "")
                .toList();
    }
}
