package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileYamlTest {
    private static final List<String> NASTY = List.of(
            "\t",
            "\0",
            "\u0085",
            "\ufeff",
            "\ud800",
            "\u202e",
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "---\n",
            "...\n",
            "&a ",
            "*a",
            "<<: *a",
            "!!binary ",
            "!!int ",
            "!java.net.URL ",
            "? ",
            "| \n",
            "> \n",
            "%YAML 1.9\n",
            "#",
            "'",
            "\"",
            "\\x",
            "${",
            "${A}",
            "$${",
            "~",
            "null",
            "1e999",
            "0x1F",
            "-.inf",
            "99999999999999999999",
            "5m",
            "0s",
            "9999999999999d",
            ",",
            "\n",
            "\r",
            "  ",
            "@",
            "`",
            "yes",
            "Ä");

    static LongStream seeds() {
        return LongStream.range(0, 800);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDamagedFile_givesAConfigurationOrProblems_andNothingElse(long seed) throws IOException {
        Random random = new Random(seed);
        String yaml = Files.readString(
                Path.of(seed % 2 == 0 ? "config/agent.yaml" : "src/test/resources/io/portent/config/full.yaml"));
        int damages = random.nextInt(1, 8);
        for (int i = 0; i < damages; i++) {
            yaml = damage(yaml, random);
        }
        try {
            ConfigFile.parse("fuzz.yaml", yaml, Map.of());
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.where()).matches("fuzz\\.yaml:[1-9]\\d*");
                assertThat(problem.toString()).hasSizeLessThan(1000).doesNotContainPattern("\\p{Cntrl}");
            });
        } catch (RuntimeException e) {
            fail("seed " + seed + " on:\n" + yaml, e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!binary '@@@'",
                "entity: !!binary aGVsbG8=",
                "entity: !!float [1]",
                "? {a: b}\n: c",
                "? [a]\n: c",
                "? - a\n: c",
                "*a : b",
                "&a entity: *a",
                "%YAML 9.9\n---\nentity: a",
                "%TAG ! !\n%TAG ! !\n---\na: b",
                "entity: \"\\U7fffffff\"",
                "entity: \"\\ud800\"",
                "entity: a\u0000b",
                "~: a",
                ": a",
                "'': a",
                "entity: [*a]",
                "- - - - -",
                "entity: |99\n a",
                "entity: '",
                "\ufeff\ufeffentity: a",
                "model: {seed: 1_000}",
                "model: {units: 0x10}",
                "model: {units: +}",
                "model: {units: 1:30}",
                "model: {units: !!int '7_'}",
                "model: {units: -}",
            })
    void strangeYaml_isRefusedWithALine(String yaml) {
        assertThatThrownBy(() -> ConfigFile.parse("strange.yaml", yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith("strange.yaml:");
    }

    @Test
    void aliasBombs_areRefusedInsteadOfUnfolded() {
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c <= 'z'; c++) {
            String of = "*" + (char) (c - 1);
            bomb.append(c).append(": &").append(c).append(" [").append(String.join(",", Collections.nCopies(9, of)));
            bomb.append("]\n");
        }
        assertThatThrownBy(() -> ConfigFile.parse("bomb.yaml", bomb.toString(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bomb.yaml:2: b[0]: YAML aliases (*name) are not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "{", "? ", "[{a: ", "\"", "- - [", "k: [", "${", "&a ", "!!a "})
    void endlessRepetition_endsInProblems(String unit) {
        String yaml = "entity: a\nlabels: " + unit.repeat(200_000 / unit.length());
        assertThatThrownBy(() -> ConfigFile.parse("deep.yaml", yaml, Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void aKeyOfAMegabyte_isToldShort() {
        String yaml = "? " + "k".repeat(1_000_000) + "\n: v\n";
        assertThatThrownBy(() -> ConfigFile.parse("long.yaml", yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void textBeyondTheLimit_isRefusedUnread() {
        assertThatThrownBy(() -> ConfigFile.parse("big.yaml", "#".repeat((1 << 20) + 1), Map.of()))
                .hasMessage("big.yaml:1: is longer than 1 Mi characters, which no configuration is");
    }

    private static String damage(String yaml, Random random) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        if (lines.isEmpty()) {
            return NASTY.get(random.nextInt(NASTY.size()));
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int column = random.nextInt(line.length() + 1);
        switch (random.nextInt(7)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, line.substring(0, column));
            case 4 -> lines.set(at, " ".repeat(random.nextInt(4)) + line);
            case 5 -> lines.set(at, line.stripLeading());
            default -> {
                String nasty = NASTY.get(random.nextInt(NASTY.size()));
                lines.set(at, line.substring(0, column) + nasty + line.substring(column));
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
