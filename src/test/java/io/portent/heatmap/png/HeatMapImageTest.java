package io.portent.heatmap.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.heatmap.HeatMap;
import io.portent.heatmap.Maps;
import io.portent.heatmap.Palette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeatMapImageTest {
    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void everyPixel_isItsCellsColour(int cell) throws IOException {
        HeatMap map = Maps.small();
        BufferedImage image = read(HeatMapImage.png(map, cell));
        assertThat(image.getWidth()).isEqualTo(2 * cell);
        assertThat(image.getHeight()).as("a band, paper, two rows").isEqualTo(4 * cell);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                int column = x / cell;
                int line = y / cell;
                int expected = switch (line) {
                    case 0 -> Palette.LIGHT.rgb(map.bands().get(0).cells().get(column));
                    case 1 -> Palette.LIGHT.paper();
                    default -> Palette.LIGHT.rgb(map.value(line - 2, column));
                };
                assertThat(image.getRGB(x, y) & 0xFFFFFF).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
    }

    @Test
    void withoutBands_thereIsNoPaperAbove() throws IOException {
        HeatMap map = Maps.of(40, 70, 3);
        BufferedImage image = read(HeatMapImage.png(map, 1));
        assertThat(image.getHeight()).isEqualTo(40);
        for (int row = 0; row < 40; row++) {
            for (int column = 0; column < 70; column++) {
                assertThat(image.getRGB(column, row) & 0xFFFFFF).isEqualTo(Palette.LIGHT.rgb(map.value(row, column)));
            }
        }
    }

    @Test
    void sameMap_isTheSameBytes() {
        assertThat(HeatMapImage.png(Maps.of(9, 9, 1), 4)).isEqualTo(HeatMapImage.png(Maps.of(9, 9, 1), 4));
        assertThat(HeatMapImage.png(Maps.of(9, 9, 1), 4)).isNotEqualTo(HeatMapImage.png(Maps.of(9, 9, 2), 4));
    }

    @Test
    void largestMap_getsSmallerCells_andTooLargeAPictureIsRefused() throws IOException {
        HeatMap largest = Maps.of(2000, 2000, 5);
        assertThat(HeatMapImage.cell(Maps.small(), 8)).isEqualTo(8);
        assertThat(HeatMapImage.cell(largest, 8)).isEqualTo(2);
        assertThat(read(HeatMapImage.png(largest, 2)).getWidth()).isEqualTo(4000);
        assertThatThrownBy(() -> HeatMapImage.png(largest, 3)).hasMessageContaining("36000000");
        assertThatThrownBy(() -> HeatMapImage.png(Maps.small(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeatMapImage.png(Maps.small(), 65)).isInstanceOf(IllegalArgumentException.class);
    }
}
