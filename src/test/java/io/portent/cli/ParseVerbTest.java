package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code agent parse} takes what a source in the configuration takes. */
class ParseVerbTest {
    private static final String MAPPED =
            "{\"when\":\"2024-03-05T10:11:12Z\",\"sev\":\"WARN\",\"source\":{\"class\":\"com.shop.Pay\"},\"text\":\"disk low\"}";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int parse(String text, String... options) throws IOException {
        Path log = Files.writeString(directory.resolve("app.log"), text);
        List<String> words = new ArrayList<>(List.of("parse"));
        words.addAll(List.of(options));
        words.add(log.toString());
        out.reset();
        return Main.run(words.toArray(new String[0]), out, new PrintWriter(err, true));
    }

    private List<String> shown() {
        return out.toString(UTF_8).lines().toList();
    }

    @Test
    void fieldsSayWhatTheyMean() throws IOException {
        assertThat(parse(
                        MAPPED + "\n",
                        "--format",
                        "json",
                        "--fields",
                        "time=when,level=sev",
                        "--fields",
                        "message=text,logger=source.class"))
                .isZero();

        assertThat(shown())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"time\":\"2024-03-05T10:11:12Z\",\"severity\":\"WARN\",\"logger\":\"com.shop.Pay\",\"message\":\"disk low\",\"fields\":{}");
    }

    @Test
    void innerFormatIsReadInItsEnvelope() throws IOException {
        assertThat(parse(
                        "2024-03-05T10:11:12.1Z stdout F 7 WARN paid - late\n",
                        "--format",
                        "cri",
                        "--inner",
                        "pattern",
                        "--pattern",
                        "<Order> <Level> <Content>"))
                .isZero();

        assertThat(shown())
                .singleElement()
                .asString()
                .contains(
                        "\"time\":\"2024-03-05T10:11:12.100Z\",\"severity\":\"WARN\"",
                        "\"message\":\"paid - late\"",
                        "\"order\":7.0");
    }

    @Test
    void multilineSaysHowARecordBegins() throws IOException {
        String lines = "#1 first\nmore\n#2 second\n";

        assertThat(parse(lines, "--format", "raw", "--multiline", "^#\\d")).isZero();
        assertThat(shown()).hasSize(2);
        assertThat(parse(lines, "--format", "raw", "--multiline", "auto")).isZero();
        assertThat(shown()).hasSize(3);
    }

    @Test
    void withoutMultilineEachLineIsForItself() throws IOException {
        String lines = "2024-03-05 10:11:12,345 INFO a.B: paid\nmore\n";

        assertThat(parse(lines, "--summary", "--multiline", "none")).isZero();
        assertThat(shown()).contains("44 bytes; 1 parsed, 1 unparsed, 0 filtered; 1 events, 1 templates, 1 windows");
        assertThat(parse(lines, "--summary")).isZero();
        assertThat(shown()).contains("44 bytes; 2 parsed, 0 unparsed, 0 filtered; 1 events, 1 templates, 1 windows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --format access --inner json              | --inner goes with auto, cri, docker only, was with access
            --inner docker                            | --inner must not be cri or docker, was docker
            --format cri --inner log4j                | --inner log4j needs --pattern
            --format logback                          | --format logback needs --pattern
            --format syslog --fields time=when        | --fields goes with auto, logstash, ecs, json, logfmt only, was with syslog
            --format cri --inner raw --fields time=t  | --fields goes with auto, logstash, ecs, json, logfmt only, was with raw
            --fields when                             | --fields: must be like time=when, role and field
            --fields when=time                        | --fields: must be time, level, logger, message or stack_trace, was when
            --format json --pattern %m                | --pattern goes with logback, log4j, pattern, access (or auto) only, was with json
            --multiline always                        | --multiline must be auto, none or a regular expression that begins with ^, was always
            --multiline ^(a                           | --multiline is no regular expression: Unclosed group at position 4
            """)
    void whatDoesNotGoTogether_isSaid(String options, String said) throws IOException {
        assertThat(parse("x\n", options.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(said + "\n");
        assertThat(out.size()).isZero();
    }
}
