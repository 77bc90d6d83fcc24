package io.portent.heatmap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium, driven by the W3C's WebDriver protocol, which takes no library. */
public final class Browser implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, int port, Path profile) throws IOException, InterruptedException {
        this.driver = driver;
        Map<String, Object> chrome = Map.of(
                "args", List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile));
        Map<String, Object> wanted = Map.of(
                "browserName",
                "chrome",
                "goog:loggingPrefs",
                Map.of("browser", "SEVERE"),
                "goog:chromeOptions",
                chrome);
        String server = "http://127.0.0.1:" + port + "/session";
        JsonNode made = send("POST", server, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
        this.session = server + "/" + made.get("sessionId").asText();
    }

    /** Aborts the test where there is no browser. */
    public static Browser start(Path profile) throws IOException, InterruptedException {
        Path program = Path.of("/usr/bin/chromedriver");
        Assumptions.assumeTrue(
                Files.isExecutable(program), "NOT CHECKED: the page: apt-get install chromium-driver gives " + program);
        Process driver = new ProcessBuilder(program.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            return new Browser(driver, port(driver), profile);
        } catch (IOException | InterruptedException | RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    private static int port(Process driver) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver ended before it had begun");
    }

    private JsonNode send(String method, String to, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to)).timeout(PATIENCE);
        HttpRequest.BodyPublisher content = method.equals("POST")
                ? HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))
                : HttpRequest.BodyPublishers.noBody();
        HttpResponse<String> response = http.send(
                request.method(method, content)
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + to + ": " + response.body());
        }
        return JSON.readTree(response.body()).get("value");
    }

    /** A window of this size on a screen that is light or dark. */
    public void screen(int width, int height, String scheme) throws IOException, InterruptedException {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private void devtools(String command, Object parameters) throws IOException, InterruptedException {
        send("POST", session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    public void open(Path file) throws IOException, InterruptedException {
        send("POST", session + "/url", Map.of("url", file.toUri().toString()));
    }

    /** What a function body returns, once two frames have been drawn. */
    public JsonNode ask(String script) throws IOException, InterruptedException {
        String later =
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done((() => {"
                        + script + "})())));";
        return send("POST", session + "/execute/async", Map.of("script", later, "args", List.of()));
    }

    public void type(String selector, String keys) throws IOException, InterruptedException {
        JsonNode found = send("POST", session + "/element", Map.of("using", "css selector", "value", selector));
        String element = found.elements().next().asText();
        send("POST", session + "/element/" + element + "/value", Map.of("text", keys));
    }

    public void point(int x, int y) throws IOException, InterruptedException {
        Map<String, Object> move = Map.of("type", "pointerMove", "duration", 0, "x", x, "y", y);
        Map<String, Object> mouse = Map.of(
                "type",
                "pointer",
                "id",
                "mouse",
                "parameters",
                Map.of("pointerType", "mouse"),
                "actions",
                List.of(move));
        send("POST", session + "/actions", Map.of("actions", List.of(mouse)));
    }

    /** The errors on the console, a refused script among them; since the last time. */
    public JsonNode console() throws IOException, InterruptedException {
        return send("POST", session + "/se/log", Map.of("type", "browser"));
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", session, Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
        }
    }
}
