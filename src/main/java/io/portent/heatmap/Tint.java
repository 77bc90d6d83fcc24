package io.portent.heatmap;

import java.util.List;

/** What a cell of a band means. No two are told apart by their colour alone: each cell has a label beside. */
public enum Tint {
    /** How likely something is. */
    CHANCE("chance", 0x6A51A3, 0xB9A6E8),
    GREEN("green", 0x2E9E5B, 0x3FA76A),
    ORANGE("orange", 0xE08A00, 0xD98F1F),
    RED("red", 0xC62828, 0xE05555),
    UNKNOWN("unknown", 0x9AA3AF, 0x6B7480);

    static final List<Tint> ALL = List.of(values());

    private final String label;
    private final int light;
    private final int dark;

    Tint(String label, int light, int dark) {
        this.label = label;
        this.light = light;
        this.dark = dark;
    }

    public String label() {
        return label;
    }

    /** Where it stands among all, which is how a page's data name it. */
    int place() {
        return ALL.indexOf(this);
    }

    /** At full strength, 0xRRGGBB. */
    public int rgb(Palette palette) {
        return palette == Palette.LIGHT ? light : dark;
    }
}
