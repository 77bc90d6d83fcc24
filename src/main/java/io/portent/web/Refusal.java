package io.portent.web;

import java.util.Locale;

/** Why a request was turned away before it reached what it asked for. */
public enum Refusal {
    /** None, or a wrong one. */
    PASSWORD,
    /** None, or a wrong one. */
    TOKEN,
    /** By rate, of an address or of all. */
    TOO_OFTEN,
    /** A browser was made to send it. */
    OTHER_SITE,
    /** Others were served. */
    BUSY,
    /** Its client was waited for while others had no thread. */
    SLOW;

    /** As metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
