package io.portent.health;

import java.util.Locale;

/** Who says so. What is told by a file is as trustworthy as what the file was made from, which nobody knows. */
public enum SourceKind {
    PERSON(1),
    FILE(1),
    ALERTMANAGER(0.9),
    PROMETHEUS(0.9),
    GRAFANA(0.9),
    RULE(0.6),
    /** Proposed by the agent and confirmed by nobody; it states nothing, however confident it claims to be. */
    SUGGESTION(0.3);

    private final double confidence;

    SourceKind(double confidence) {
        this.confidence = confidence;
    }

    /** What its labels are taken for, in [0, 1], where they do not say themselves: those of feeds, and of a CSV file. */
    public double confidence() {
        return confidence;
    }

    /** {@code person}, {@code alertmanager}, ...: the spelling of files and configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a label's source. What follows a colon tells sources of one kind apart: {@code prometheus:HighErrors}. A word that
     * is no kind was chosen by whoever made the table that it stands in.
     */
    public static SourceKind of(String source) {
        int colon = source.indexOf(':');
        String word = (colon < 0 ? source : source.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        for (SourceKind kind : values()) {
            if (kind.label().equals(word)) {
                return kind;
            }
        }
        return FILE;
    }
}
