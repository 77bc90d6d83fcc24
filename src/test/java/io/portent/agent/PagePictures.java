package io.portent.agent;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The pictures of docs/PAGE.md: kept where the property {@code portent.screenshots} says, in as many colours as a small file can have. */
final class PagePictures {
    private static final int COLOURS = 256;

    /** By the name that a test gives it, the name that it has in the docs. */
    private static final Map<String, String> SHOWN = Map.ofEntries(
            Map.entry("demo-1280-light", "page-red"),
            Map.entry("red-1280-dark", "page-dark"),
            Map.entry("red-390-light", "page-phone"),
            Map.entry("list-390-light", "page-list-phone"),
            Map.entry("green-1280-light", "page-green"),
            Map.entry("past-incident-1280-light", "page-past"),
            Map.entry("unknown-1280-light", "page-unknown"),
            Map.entry("stale-1280-light", "page-stale"),
            Map.entry("stale-390-dark", "page-stale-phone"),
            Map.entry("error-1280-light", "page-error"),
            Map.entry("empty-1280-light", "page-empty"),
            Map.entry("not-ready-390-dark", "page-not-ready"),
            Map.entry("no-model-1280-light", "page-no-model"),
            Map.entry("thousand-1280-light", "page-thousand"),
            Map.entry("mark-1280-light", "page-mark"),
            Map.entry("no-script-1280-light", "page-no-script"));

    private PagePictures() {}

    /** Where they are kept; null: nowhere. */
    static @Nullable Path directory() {
        String given = System.getProperty("portent.screenshots");
        return given == null || given.isEmpty() ? null : Path.of(given);
    }

    static void keep(String name, byte[] png) throws IOException {
        Path directory = directory();
        String shown = SHOWN.get(name);
        if (directory == null || shown == null) {
            return;
        }
        Files.createDirectories(directory);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        ImageIO.write(indexed(picture), "png", directory.resolve(shown + ".png").toFile());
    }

    /** The colours that are there most often; each other one becomes the nearest of them. */
    private static BufferedImage indexed(BufferedImage picture) {
        Map<Integer, Integer> often = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                often.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        List<Integer> kept = often.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        return with(kept, picture);
    }

    private static BufferedImage with(List<Integer> kept, BufferedImage picture) {
        int[] colours = kept.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model = new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage small =
                new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int index =
                        nearest.computeIfAbsent(picture.getRGB(x, y) & 0xffffff, colour -> nearest(colour, colours));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        return small;
    }

    private static int nearest(int colour, int[] colours) {
        int best = 0;
        for (int i = 1; i < colours.length; i++) {
            best = distance(colour, colours[i]) < distance(colour, colours[best]) ? i : best;
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }
}
