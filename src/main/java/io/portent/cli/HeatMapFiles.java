package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.bundle.file.AtomicFile;
import io.portent.heatmap.HeatMap;
import io.portent.heatmap.HeatMapPage;
import io.portent.heatmap.png.HeatMapImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a heat map is written to, and how much of it. */
final class HeatMapFiles {
    private static final int CELL = 8;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the map as one page for a browser.")
    @Nullable
    Path html;

    @Option(names = "--png", paramLabel = "FILE", description = "Writes the map as a picture, without labels.")
    @Nullable
    Path png;

    @Option(names = "--most", paramLabel = "N", description = "Columns at most. Default: 500")
    int most = 500;

    /** Before anything is read. */
    void check() {
        if (html == null && png == null) {
            throw new WrongUsageException("say where to: --html FILE, --png FILE or both");
        }
        if (most < 1) {
            throw new WrongUsageException("--most must be >= 1, was " + most);
        }
    }

    /** Once the number of rows is known. */
    void check(int units) {
        try {
            HeatMap.requireSize(units, most);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--most " + most + ": " + e.getMessage());
        }
    }

    /** @return the files that were written, in words */
    String write(HeatMap map) throws IOException {
        if (html != null) {
            AtomicFile.replace(html, HeatMapPage.write(map).getBytes(UTF_8));
        }
        if (png != null) {
            AtomicFile.replace(png, HeatMapImage.png(map, HeatMapImage.cell(map, CELL)));
        }
        return Stream.of(html, png).filter(Objects::nonNull).map(Path::toString).collect(Collectors.joining(" and "));
    }
}
