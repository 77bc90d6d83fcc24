package io.portent.web;

import java.io.IOException;

/** The known models and how the present retraining goes, as a JSON object. */
@FunctionalInterface
public interface ModelsPage {
    /** @throws IOException if they cannot be read */
    String json() throws IOException;
}
