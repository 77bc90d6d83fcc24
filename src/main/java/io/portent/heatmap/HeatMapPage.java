package io.portent.heatmap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * A map as one HTML page that needs nothing from elsewhere and can be mailed. Its script draws what can be seen of the map, so
 * that a large one opens as quickly as a small one.
 */
public final class HeatMapPage {
    /** Nothing is run or applied but the one script and the one style sheet whose hashes these are, and nothing is loaded. */
    static final String POLICY = "default-src 'none'; script-src 'sha256-" + sha256(PageScript.TEXT)
            + "'; style-src 'sha256-" + sha256(PageStyle.TEXT)
            + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    private HeatMapPage() {}

    /** The same map gives the same page. */
    public static String write(HeatMap map) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <header><h1>%2$s</h1>
                <p>%s</p></header>
                <noscript><p class="note">The map is drawn by a script of this page, which is not allowed to run here.</p></noscript>
                <main>
                <form class="controls">
                <label>Order <select id="order"><option value="index">by number</option><option value="variance">most varied first</option></select></label>
                <label>Shown <input id="most" type="range" min="1" max="%d" value="%5$d"> <output id="shown" for="most"></output></label>
                <label>Cell size <input id="size" type="range" min="2" max="32" value="16"></label>
                </form>
                <div class="frame" dir="ltr">
                <div id="box" class="box" tabindex="0" role="application" aria-roledescription="heat map" aria-label="%2$s" \
                aria-describedby="how"><div id="space"><canvas id="canvas" aria-hidden="true"></canvas></div></div>
                <div id="tip" class="tip" hidden></div>
                </div>
                <div class="legend"><span class="scale"><span>-1</span><span id="scale" class="bar"></span><span>+1</span></span>%s</div>
                <p id="said" class="said" dir="ltr" aria-live="polite" aria-atomic="true"></p>
                <p id="how" class="how">Point at a cell, or move with the arrow keys; Home and End go to the ends of a row, with Ctrl to the corners,
                Page Up and Page Down by ten rows. Values are to the nearest 1/127.</p>
                </main>
                <script type="application/json" id="data">%s</script>
                <script>%s</script>
                </body>
                </html>
                """.formatted(
                        POLICY,
                        Harmless.html(map.title()),
                        PageStyle.TEXT,
                        Harmless.html(map.note()),
                        map.rows().size(),
                        legend(map),
                        MapData.json(map),
                        PageScript.TEXT);
    }

    /** Of the bands' colours, those that occur. */
    private static String legend(HeatMap map) {
        return Arrays.stream(Tint.values())
                .filter(tint -> map.bands().stream()
                        .flatMap(band -> band.cells().stream())
                        .anyMatch(cell -> cell.tint() == tint))
                .map(tint -> "<span class=\"key\"><span class=\"swatch\" data-tint=\"" + tint.place() + "\"></span>"
                        + tint.label() + "</span>")
                .collect(Collectors.joining());
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
