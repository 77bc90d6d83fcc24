package io.portent.feed;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Prometheus or Alertmanager itself, on a free port of this machine, where it is installed; a test that asks for it is skipped elsewhere. */
public final class RealServer implements AutoCloseable {
    private final Process process;
    private final URI url;

    private RealServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Skips the test that asks where one of them is not installed. */
    public static void required(String... programs) {
        Arrays.stream(programs).forEach(RealServer::path);
    }

    /** @return once it says that it is ready */
    public static RealServer start(Path folder, String program, String... arguments) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(path(program), "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealServer server = new RealServer(process, URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await(program + " is ready")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(program + " ended: " + Files.readString(log));
                        }
                        return server.isReady();
                    });
        } catch (RuntimeException notReady) {
            server.close();
            throw notReady;
        }
        return server;
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/-/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI url() {
        return url;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String path(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> Assumptions.abort(
                        "NOT CHECKED: " + program + " is not on the PATH (Debian package of that name)"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
