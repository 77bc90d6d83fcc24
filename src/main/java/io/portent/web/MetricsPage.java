package io.portent.web;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The page that a scraper reads, in the format it accepts. Called on several threads at once. */
public interface MetricsPage {
    /**
     * The format that {@link #write} will use.
     *
     * @param accept the header of the request; null where there was none
     */
    String contentType(@Nullable String accept);

    void write(Writer out, @Nullable String accept) throws IOException;
}
