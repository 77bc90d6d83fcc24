package io.portent.feed;

import java.util.Locale;

/** Why something that was told became neither label nor intervention. */
public enum Ignored {
    /** A forecast of this agent: learnt from, it would teach itself. */
    OWN_ALERT,
    /** A rule of the mapping says so, or no rule and no known severity says what it means. */
    NOT_MAPPED,
    /** Nothing in it names an entity. */
    NO_ENTITY,
    /** A moment where only a span of time says how the health was. */
    NO_DURATION;

    /** {@code own_alert}: the spelling of answers and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
