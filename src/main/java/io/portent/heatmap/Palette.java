package io.portent.heatmap;

import java.util.List;

/**
 * Colours of values from -1 to 1: blue over nearly nothing to orange, which people with any of the common kinds of colour blindness tell apart;
 * and each side grows in contrast to the paper steadily, so that a grey print still says how far from zero a value is.
 */
public enum Palette {
    LIGHT(0xFFFFFF, List.of(0x08306B, 0x2C7FB8, 0x9ECAE1, 0xF4F4F2, 0xFDBE85, 0xE6550D, 0x7F2704)),
    DARK(0x14181F, List.of(0xC6E2FF, 0x4FA3E3, 0x1F5688, 0x20262F, 0x7D4312, 0xE8893A, 0xFFE0C2));

    private final int paper;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed, which its type does not say
    private final List<Integer> stops;

    Palette(int paper, List<Integer> stops) {
        this.paper = paper;
        this.stops = stops;
    }

    /** What is behind everything, 0xRRGGBB. */
    public int paper() {
        return paper;
    }

    /** From -1 to 1, equally far from each other; straight lines between them. */
    public List<Integer> stops() {
        return stops;
    }

    /** Colour of a value in [-1, 1], 0xRRGGBB. */
    public int rgb(double value) {
        double at = (value + 1) / 2 * (stops.size() - 1);
        int stop = Math.min((int) at, stops.size() - 2);
        return mix(stops.get(stop), stops.get(stop + 1), at - stop);
    }

    /** Colour of a cell of a band, 0xRRGGBB. */
    public int rgb(Band.Cell cell) {
        return mix(paper, cell.tint().rgb(this), cell.strength());
    }

    private static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }
}
