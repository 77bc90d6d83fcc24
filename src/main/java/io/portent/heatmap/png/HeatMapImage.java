package io.portent.heatmap.png;

import io.portent.heatmap.Band;
import io.portent.heatmap.HeatMap;
import io.portent.heatmap.Palette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A map as a PNG: a square of pixels per cell, the bands above, no letters. So it needs no fonts, which small containers lack,
 * and looks the same everywhere.
 *
 * <pre>
 *   bands    each as high as a cell
 *   paper    as high as a cell, where there are bands
 *   rows
 * </pre>
 */
public final class HeatMapImage {
    /** Four bytes of memory each. */
    private static final int MOST_PIXELS = 16_000_000;

    private static final int WIDEST_CELL = 64;
    /** Three bytes each: PNG's compression looks back 32 KiB, and a line of pixels is mostly the same as the one above. */
    private static final int WIDEST_LINE = 10_000;

    private HeatMapImage() {}

    /** The largest cell, at most that large, with which the picture and its file stay small. */
    public static int cell(HeatMap map, int most) {
        int cell = most;
        while (cell > 1 && (pixels(map, cell) > MOST_PIXELS || map.columns().size() * cell > WIDEST_LINE)) {
            cell--;
        }
        return cell;
    }

    private static long pixels(HeatMap map, int cell) {
        return (long) map.columns().size() * lines(map) * cell * cell;
    }

    private static int lines(HeatMap map) {
        int bands = map.bands().size();
        return map.rows().size() + (bands == 0 ? 0 : bands + 1);
    }

    /**
     * The same map gives the same bytes.
     *
     * @param cell width and height of a cell in pixels
     * @throws IllegalArgumentException if the picture would be too large
     */
    public static byte[] png(HeatMap map, int cell) {
        if (cell < 1 || cell > WIDEST_CELL || pixels(map, cell) > MOST_PIXELS) {
            throw new IllegalArgumentException("a picture has at most " + MOST_PIXELS + " pixels and cells of 1 to "
                    + WIDEST_CELL + ", " + map.columns().size() + " columns and " + lines(map) + " lines of cells of "
                    + cell + " are " + pixels(map, cell));
        }
        return encoded(drawn(map, cell));
    }

    private static BufferedImage drawn(HeatMap map, int cell) {
        int columns = map.columns().size();
        BufferedImage image = new BufferedImage(columns * cell, lines(map) * cell, BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[columns];
        int line = 0;
        for (Band band : map.bands()) {
            for (int column = 0; column < columns; column++) {
                colours[column] = Palette.LIGHT.rgb(band.cells().get(column));
            }
            fill(image, line++, colours, cell);
        }
        if (line > 0) {
            Arrays.fill(colours, Palette.LIGHT.paper());
            fill(image, line++, colours, cell);
        }
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < columns; column++) {
                colours[column] = Palette.LIGHT.rgb(map.value(row, column));
            }
            fill(image, line++, colours, cell);
        }
        return image;
    }

    private static void fill(BufferedImage image, int line, int[] colours, int cell) {
        int width = colours.length * cell;
        int[] pixels = new int[width];
        for (int x = 0; x < width; x++) {
            pixels[x] = colours[x / cell];
        }
        for (int y = line * cell; y < (line + 1) * cell; y++) {
            image.setRGB(0, y, width, 1, pixels, 0, width);
        }
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Of our own: the JDK's default would pass through a file of the temporary folder.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
