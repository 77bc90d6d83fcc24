package io.portent.report;

/**
 * What a page runs and is styled by, handed in because a stage opens no file.
 *
 * @param script the chart library, its licence as a comment before it, and what draws by it
 * @param style the library's and the page's
 */
public record Assets(String script, String style) {
    public Assets {
        if (script.contains("</script") || style.contains("</style")) {
            throw new IllegalArgumentException("a script or style must not end its element");
        }
    }
}
