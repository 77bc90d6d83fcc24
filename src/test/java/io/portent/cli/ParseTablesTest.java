package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParseTablesTest {
    private static final String LOG = """
            2026-03-02 10:00:30,000 [main] INFO  com.shop.Cart - order 7 placed with password=hunter
            2026-03-02 10:00:00,000 [main] INFO  com.shop.Cart - order 9 placed with password=secret
            2026-03-02 10:02:05,250 [main] ERROR com.shop.Cart - payment, "refused"
            java.lang.IllegalStateException: no
            	at com.shop.Cart.pay(Cart.java:7)
            """;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private Path log = Path.of("app.log");

    @BeforeEach
    void write() throws IOException {
        log = Files.writeString(directory.resolve("app.log"), LOG);
    }

    private int run(String... words) {
        return Main.run(words, out, new PrintWriter(err, true));
    }

    @Test
    void theSummaryCountsFromBytesToWindows() {
        assertThat(run("parse", "--summary", log.toString())).as(err.toString()).isZero();
        assertThat(out.toString(UTF_8).lines())
                .satisfiesExactly(
                        rates -> assertThat(rates)
                                .matches(
                                        "5 lines in [0-9.]+ s, \\d+ lines/s, [0-9.]+ MB/s, \\d+ bytes allocated a line"),
                        counts -> assertThat(counts)
                                .isEqualTo(LOG.length()
                                        + " bytes; 5 parsed, 0 unparsed, 0 filtered; 3 events, 2 templates, 3 windows"),
                        lost -> assertThat(lost).isEqualTo("0 lines cut, 0 bytes skipped"),
                        format -> assertThat(format).startsWith("format: auto: "));
    }

    @Test
    void aTemplateHasItsTimesAndAnExample() {
        assertThat(run("parse", "--templates", log.toString()))
                .as(err.toString())
                .isZero();
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1))
                .matches(
                        " +2  [0-9a-f]{8}  2026-03-02T10:00:00Z  2026-03-02T10:00:30Z  order <\\*> placed with password=<\\*>");
        assertThat(lines.get(2).strip()).isEqualTo("order 7 placed with password=<*>");
    }

    @Test
    void templatesAsCsv() throws IOException {
        Path csv = directory.resolve("templates.csv");
        assertThat(run("parse", "--templates", "--csv", csv.toString(), log.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(Files.readAllLines(csv))
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("id,count,first_seen,last_seen,template,example"),
                        order -> assertThat(order)
                                .contains(",2,2026-03-02T10:00:00Z,2026-03-02T10:00:30Z,order <*> placed"),
                        payment -> assertThat(payment)
                                .endsWith(
                                        ",1,2026-03-02T10:02:05.250Z,2026-03-02T10:02:05.250Z,\"payment, \"\"refused\"\"\","
                                                + "\"payment, \"\"refused\"\"\""));
    }

    @Test
    void csvAloneIsAWrongUse() {
        assertThat(run("parse", "--csv", "x.csv", log.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--csv goes with --templates");
    }
}
