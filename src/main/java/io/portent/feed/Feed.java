package io.portent.feed;

import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;

/** Another system that is asked about health. Not thread-safe: asked by one thread at a time. */
public interface Feed {
    /** {@code prometheus}: the source of its labels. */
    String name();

    /** How long after a moment what it says of it may still change: so far back it is asked again. */
    Duration settling();

    /**
     * Brings what it knows of the span into the store. Asked again, it changes nothing but what has become known since. What was
     * stored when it throws stays; asking again completes it.
     *
     * @throws FeedException if it cannot be asked
     * @throws io.portent.store.StoreException if the store does not take it
     */
    FetchReport fetch(TimeSpan span, Store store, Instant now);
}
