package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns that public collections of logs are described by, and lines in their style. */
class ColumnFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "##",
            quoteCharacter = '~',
            value = {
                "<Date> <Time> <Pid> <Level> <Component>: <Content> ## 240305 101112 148 WARN dfs.DataNode$Pay: disk: low ## 2024-03-05T10:11:12Z ## WARN ## dfs.DataNode$Pay",
                "<Date> <Time> <Level> \\[<Process>\\] <Component>: <Content> ## 2024-03-05 10:11:12,978 WARN [main] org.apache.Pay: disk: low ## 2024-03-05T10:11:12.978Z ## WARN ## org.apache.Pay",
                "<Date> <Time> <Level> <Component>: <Content> ## 24/03/05 10:11:12 WARN storage.Pay: disk: low ## 2024-03-05T10:11:12Z ## WARN ## storage.Pay",
                "<Date> <Time> - <Level>  \\[<Node>:<Component>@<Id>\\] - <Content> ## 2024-03-05 10:11:12,747 - WARN  [/10.0.0.1:3888:Pay$L@493] - disk: low ## 2024-03-05T10:11:12.747Z ## WARN ## 3888:Pay$L",
                "<Label> <Timestamp> <Date> <Node> <Time> <NodeRepeat> <Type> <Component> <Level> <Content> ## - 1709633472 2024.03.05 R02-M1 2024-03-05-10.11.12.675872 R02-M1 RAS KERNEL WARN disk: low ## 2024-03-05T10:11:12Z ## WARN ## KERNEL",
                "<Month> <Date> <Time> <Level> <Component>(\\[<PID>\\])?: <Content> ## Mar  5 10:11:12 combo sshd(pam_unix)[19939]: disk: low ## 2024-03-05T10:11:12Z ## UNKNOWN ## sshd(pam_unix)",
                "<Month> <Date> <Time> <Level> <Component>(\\[<PID>\\])?: <Content> ## Mar  5 10:11:12 combo kernel: disk: low ## 2024-03-05T10:11:12Z ## UNKNOWN ## kernel",
                "\\[<Time>\\] \\[<Level>\\] <Content> ## [Tue Mar 05 10:11:12 2024] [warn] disk: low ## 2024-03-05T10:11:12Z ## WARN ## ~~",
                "<Date> <Time>, <Level>                  <Component>    <Content> ## 2024-03-05 10:11:12, Warning               CBS    disk: low ## 2024-03-05T10:11:12Z ## WARN ## CBS",
                "<Logrecord> <Date> <Time> <Pid> <Level> <Component> \\[<ADDR>\\] <Content> ## api.log.1 2024-03-05 10:11:12.008 25746 WARN nova.osapi [req-1 - -] disk: low ## 2024-03-05T10:11:12.008Z ## WARN ## nova.osapi",
                "\\[<Time>\\] <Program> - <Content> ## [03.05 10:11:12] chrome.exe - disk: low ## 2024-03-05T10:11:12Z ## UNKNOWN ## ~~",
                "<Time>\\|<Component>\\|<Pid>\\|<Content> ## 20240305-10:11:12:606|Step_LSC|30002312|disk: low ## 2024-03-05T10:11:12.606Z ## UNKNOWN ## Step_LSC",
                "<Date> <Time>  <Pid>  <Tid> <Level> <Component>: <Content> ## 03-05 10:11:12.811  1702  2395 W PowerManager: disk: low ## 2024-03-05T10:11:12.811Z ## WARN ## PowerManager",
                "<LogId> <Node> <Component> <State> <Time> <Flag> <Content> ## 460903 node-1 unix.hw net.niff.up 1709633472 1 disk: low ## 2024-03-05T10:11:12Z ## UNKNOWN ## unix.hw"
            })
    void columns_areTaken(String pattern, String line, String time, Severity severity, String logger) {
        LogEvent event = Parsed.with(FormatKind.PATTERN, pattern, line).only();

        assertThat(event.message()).isEqualTo("disk: low");
        assertThat(event.time().toString()).isEqualTo(time);
        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.logger()).isEqualTo(logger);
    }

    @Test
    void otherColumns_areFields() {
        LogEvent event = Parsed.with(
                        FormatKind.PATTERN,
                        "<Time> <Level> <Region>/<Shard> <Content>",
                        "2024-03-05T10:11:12Z INFO eu-1/7 up")
                .only();

        assertThat(event.field("region")).isEqualTo("eu-1");
        assertThat(event.numbers()).containsEntry("shard", 7.0);
    }

    @Test
    void lineWithoutTimeInItsColumns_joinsTheRecordBefore() {
        Parsed parsed = Parsed.with(
                FormatKind.PATTERN,
                "<Date> <Time> <Level> <Component>: <Content>",
                "2024-03-05 10:11:12 ERROR a.B: failed",
                "java.io.IOException: a b c d: e",
                "\tat com.shop.Io.read(Io.java:3)");

        assertThat(parsed.only().thrown()).isNotNull();
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(3, 3, 0, 0));
    }

    @Test
    void lineFullOfSeparators_takesLinearTime() {
        Parsed parsed = Parsed.with(FormatKind.PATTERN, "<A>: <B>: <C>: <Content> end", ": x".repeat(200_000));

        assertThat(parsed.parser.counts().unparsed()).isEqualTo(1);
    }
}
