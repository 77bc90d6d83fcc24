package io.portent.heatmap;

import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/** A map as the JSON that the page's script reads. */
final class MapData {
    private static final int FULL = 255;

    private final StringBuilder out = new StringBuilder();

    private MapData() {}

    static String json(HeatMap map) {
        MapData data = new MapData();
        data.out.append('{');
        data.axis("rows", map.rows());
        data.axis("columns", map.columns());
        data.out.append("\"bands\":");
        data.list(map.bands(), (band, out) -> data.band(band));
        data.colours("light", Palette.LIGHT);
        data.colours("dark", Palette.DARK);
        data.out.append(",\"values\":\"");
        data.base64(map.steps());
        return data.out.append("\"}").toString();
    }

    private void axis(String name, Axis axis) {
        out.append('"').append(name).append("\":{\"noun\":");
        Harmless.json(axis.noun(), out);
        out.append(",\"labels\":");
        list(axis.labels(), Harmless::json);
        out.append("},");
    }

    private void band(Band band) {
        out.append("{\"name\":");
        Harmless.json(band.name(), out);
        out.append(",\"labels\":");
        list(band.cells(), (cell, to) -> Harmless.json(cell.label(), to));
        out.append(",\"details\":");
        list(band.cells(), (cell, to) -> Harmless.json(cell.detail(), to));
        byte[] tints = new byte[band.cells().size()];
        byte[] strengths = new byte[tints.length];
        for (int i = 0; i < tints.length; i++) {
            tints[i] = (byte) band.cells().get(i).tint().place();
            strengths[i] = (byte) Math.round(band.cells().get(i).strength() * FULL);
        }
        out.append(",\"tints\":\"");
        base64(tints);
        out.append("\",\"strengths\":\"");
        base64(strengths);
        out.append("\"}");
    }

    private void colours(String name, Palette palette) {
        out.append(",\"").append(name).append("\":{\"stops\":");
        list(palette.stops(), (stop, to) -> to.append(stop));
        out.append(",\"tints\":");
        list(Tint.ALL, (tint, to) -> to.append(tint.rgb(palette)));
        out.append(",\"paper\":").append(palette.paper()).append('}');
    }

    private void base64(byte[] bytes) {
        out.append(Base64.getEncoder().encodeToString(bytes));
    }

    private <T> void list(List<T> parts, BiConsumer<T, StringBuilder> each) {
        out.append('[');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ",");
            each.accept(parts.get(i), out);
        }
        out.append(']');
    }
}
