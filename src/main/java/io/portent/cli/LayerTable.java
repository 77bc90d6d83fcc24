package io.portent.cli;

import io.portent.model.engine.Answers;
import io.portent.model.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The layers of a network as a table: what goes in and comes out at each step, and how many weights it takes. */
final class LayerTable {
    private LayerTable() {}

    static String of(Shape shape) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "kind", "input shape", "output shape", "parameters"));
        for (int i = 0; i < shape.layers(); i++) {
            rows.add(List.of(
                    "recurrent" + i,
                    shape.kind().label(),
                    shape(shape.inputs(i)),
                    shape(shape.units()),
                    count(shape.start(i + 1) - shape.start(i))));
        }
        String kind = shape.answers() == Answers.SYMBOLS ? "dense, softmax" : "dense, sigmoid";
        rows.add(List.of(
                "output",
                kind,
                shape(shape.outputInputs()),
                shape(shape.outputs()),
                count(shape.weights() - shape.start(shape.layers()))));
        rows.add(List.of("all", "", "", "", count(shape.weights())));
        return Columns.of(rows);
    }

    private static String shape(int width) {
        return "[batch, " + width + ", time]";
    }

    private static String count(int parameters) {
        return String.format(Locale.ROOT, "%,d", parameters);
    }
}
