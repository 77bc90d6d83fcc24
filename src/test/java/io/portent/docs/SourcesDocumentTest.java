package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/SOURCES.md shows is understood by whom it is for. Its commands: {@link CommandsInDocsTest}. */
final class SourcesDocumentTest {
    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/SOURCES.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void itsConfigurations_load() throws IOException {
        List<String> examples = blocks("yaml");
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (String yaml : examples) {
            AgentConfig config = ConfigFile.parse("SOURCES.md", yaml, Map.of("AGENT_TOKEN", "a-token-of-this-test"));
            assertThat(config.sources()).as(yaml).isNotEmpty();
        }
    }

    @Test
    void itsAppender_sendsLinesOfJson() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String appender = blocks("xml").get(0).replace("5170", Integer.toString(server.getLocalPort()));
            String xml = "<configuration>" + appender
                    + "<root level=\"INFO\"><appender-ref ref=\"portent\"/></root></configuration>";
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
            context.getLogger("shop").info("order 7 paid");
            try (Socket client = server.accept();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
                assertThat(lines.readLine()).startsWith("{\"@timestamp\":").contains("\"message\":\"order 7 paid\"");
                context.stop(); // while somebody listens: else it would try again for a minute
            }
        } finally {
            context.stop();
        }
    }
}
