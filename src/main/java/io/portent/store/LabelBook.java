package io.portent.store;

import io.portent.health.Label;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The labelled health history, from whatever source. */
public interface LabelBook {
    /**
     * All of them or none, in one transaction. A label of a known key replaces the former one, but an open label does not
     * reopen one that has ended: notifications are repeated and come out of order. Remove it first where that is meant.
     */
    Changes put(List<Recorded> labels);

    /** Returns how many there were. */
    int remove(Collection<String> keys);

    /** Labels that overlap the span, by start. One without an end overlaps all that comes after its start. */
    List<Recorded> labels(TimeSpan span);

    /**
     * A label, and how far it is to be trusted.
     *
     * @param key what makes it the same label when it is told again; chosen by its source
     * @param confidence in [0, 1]
     * @param recorded when the store was told
     */
    record Recorded(String key, Label label, double confidence, Instant recorded) {
        public Recorded {
            Limits.key("key", key);
            Limits.keyOrEmpty("entity", label.entity());
            Limits.key("source", label.source());
            Limits.millis("start", label.start());
            Limits.millis("recorded", recorded);
            Instant end = label.end();
            if (end != null) {
                Limits.millis("end", end);
            }
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
            }
        }

        /** What is to be kept when this is told after another of the same key: a known end stays known. */
        public Recorded after(Recorded before) {
            Instant end = before.label.end();
            if (label.end() != null || end == null || !end.isAfter(label.start())) {
                return this;
            }
            Label ended = new Label(label.entity(), label.state(), label.start(), end, label.source(), label.note());
            return new Recorded(key, ended, confidence, recorded);
        }

        /** But for when it was told. */
        public boolean saysTheSame(Recorded other) {
            return label.equals(other.label) && Double.compare(confidence, other.confidence) == 0;
        }
    }

    /** What putting labels came to: every one of them is added, changed or unchanged. */
    record Changes(int added, int changed, int unchanged) {
        public Changes {
            if (added < 0 || changed < 0 || unchanged < 0) {
                throw new IllegalArgumentException(
                        "counts must be >= 0, were " + added + ", " + changed + ", " + unchanged);
            }
        }
    }
}
