package io.portent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.parse.MinerSpec;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenamingTest {
    private static final String MESSAGE = "\"message\":\"";

    @TempDir
    Path directory;

    private List<String> history(String name, int renameDay) throws IOException {
        Path out = directory.resolve(name);
        new ShopSimulation(new SimulationSpec(SimulationSpec.DEFAULT_START, 2, 5, renameDay)).write(out, hour -> {});
        return Files.readAllLines(out.resolve("shop.json"));
    }

    private static String message(String line) {
        int from = line.indexOf(MESSAGE) + MESSAGE.length();
        return line.substring(from, line.indexOf("\",\"logger_name", from));
    }

    @Test
    void fromItsDayOn_aThirdOfTheStatementsIsUnknownToTheTemplatesOfBefore_andNothingElseChanges() throws IOException {
        List<String> plain = history("plain", 9);
        List<String> renamed = history("renamed", 1);
        assertThat(renamed).hasSameSizeAs(plain);
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        plain.forEach(line -> miner.learn(message(line)));
        TemplateTree known = miner.tree();
        Set<String> templates = new LinkedHashSet<>();
        Set<String> lost = new LinkedHashSet<>();
        for (int i = 0; i < plain.size(); i++) {
            boolean later = plain.get(i).compareTo("{\"@timestamp\":\"2026-03-03") > 0;
            var before = known.match(message(plain.get(i)));
            if (!later) {
                assertThat(renamed.get(i)).isEqualTo(plain.get(i));
            } else if (before != null) {
                templates.add(before.id());
                if (!renamed.get(i).equals(plain.get(i))) {
                    lost.add(before.id());
                    assertThat(known.match(message(renamed.get(i))))
                            .as(renamed.get(i))
                            .isNull();
                }
            }
        }
        assertThat((double) lost.size() / templates.size()).isBetween(0.2, 0.5);
        assertThat(Files.mismatch(directory.resolve("plain/labels.csv"), directory.resolve("renamed/labels.csv")))
                .isEqualTo(-1);
    }
}
