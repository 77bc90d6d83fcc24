package io.portent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldMapTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isTheMap_ofItsNamesAndValues(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> model = new LinkedHashMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            model.put("field" + random.nextInt(20), random.nextInt(100));
        }
        String[] names = model.keySet().toArray(new String[64]);
        Integer[] values = model.values().toArray(new Integer[64]);

        FieldMap<Integer> map = FieldMap.of(names, values, model.size());
        names[0] = "changed later";

        assertThat(map).isEqualTo(model).hasSameHashCodeAs(model).hasSize(model.size());
        assertThat(Map.copyOf(map)).isEqualTo(model);
        assertThat(map.keySet()).containsExactlyElementsOf(model.keySet());
        assertThat(map.values()).containsExactlyElementsOf(model.values());
        Map<String, Integer> walked = new LinkedHashMap<>();
        map.forEach(walked::put);
        assertThat(walked).containsExactlyEntriesOf(model);
        for (int i = 0; i < 20; i++) {
            assertThat(map.get("field" + i)).isEqualTo(model.get("field" + i));
            assertThat(map.containsKey("field" + i)).isEqualTo(model.containsKey("field" + i));
        }
    }

    @Test
    void cannotBeChanged_andHasNoNull() {
        FieldMap<String> map = FieldMap.of(new String[] {"a"}, new String[] {"b"}, 1);

        assertThat(map.get(null)).isNull();
        assertThatThrownBy(() -> map.put("a", "c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("c"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
