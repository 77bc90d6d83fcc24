package io.portent.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bundles by version, and the aliases that point at them. A fleet's agents fetch here what one of them has trained. */
public interface ModelShelf {
    /**
     * Keeps a bundle; the same bytes again are no change.
     *
     * @throws StoreException with CONFLICT if the version is there with other bytes
     */
    void keep(Model model, byte[] bundle);

    /** The bundle's bytes; null if the version is not there. */
    byte @Nullable [] bundle(String version);

    /** In the order of training. */
    List<Model> models();

    /**
     * Points an alias at a version.
     *
     * @throws IllegalArgumentException if the version is not there
     */
    void point(Move move);

    /** All moves of the alias, the latest first: where it points now, and where a rollback leads. */
    List<Move> moves(String alias);

    /**
     * Forgets a bundle; returns false where there was none.
     *
     * @throws IllegalArgumentException if an alias points at it
     */
    boolean forget(String version);

    /** @param card how it came to be and how it scored, as JSON */
    record Model(String version, String network, Instant trained, String card) {
        public Model {
            Limits.key("version", version);
            Limits.key("network", network);
            Limits.millis("trained", trained);
        }
    }

    /** @param reason one sentence for a person */
    record Move(String alias, String version, Instant time, String reason) {
        public Move {
            Limits.key("alias", alias);
            Limits.key("version", version);
            Limits.millis("time", time);
        }
    }
}
