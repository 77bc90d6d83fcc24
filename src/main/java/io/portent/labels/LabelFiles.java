package io.portent.labels;

import io.portent.config.LabelsConfig;
import io.portent.csv.BadLabelsException;
import io.portent.csv.LabelsCsv;
import io.portent.health.Label;
import io.portent.source.file.FileGlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configured label files, read whole. */
final class LabelFiles {
    private LabelFiles() {}

    static List<Path> paths(LabelsConfig config) {
        return FileGlob.expand(config.files());
    }

    /** @throws BadLabelsException if any row of any file is bad, or files are configured and none is there; then no label is taken */
    static List<Label> read(LabelsConfig config) throws IOException {
        List<Path> paths = paths(config);
        if (paths.isEmpty() && !config.files().isEmpty()) {
            throw new BadLabelsException(
                    List.of("no label files: nothing matches " + String.join(" ", config.files())));
        }
        List<Label> labels = new ArrayList<>();
        for (Path path : paths) {
            labels.addAll(LabelsCsv.read(path));
        }
        return labels;
    }
}
