package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.config.Secret;
import io.portent.config.WebConfig;
import io.portent.demo.Demo;
import io.portent.demo.DemoPlan;
import io.portent.model.TrainingListener;
import io.portent.model.dl4j.Dl4jNetworks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the demo at its first red forecast: what a user sees who follows the README. Only where {@code portent.screenshots} is set. */
final class DemoPictureTest {
    @TempDir
    private Path profile;

    @Test
    void firstRedForecast_isPhotographed() throws Exception {
        Assumptions.assumeTrue(
                PagePictures.directory() != null, "no picture of the demo: -Dportent.screenshots=DIR takes one");
        WebConfig listen =
                new WebConfig("127.0.0.1", freePort(), new Secret("a-token-of-this-test"), null, true, false, null);
        Path directory = Path.of(System.getProperty("portent.demo", "data/demo"));
        Demo demo = new Demo(
                new DemoPlan(directory, listen, false), new Dl4jNetworks(), System::nanoTime, System.out::println);
        demo.simulate(hours -> {});
        demo.train((doing, soFar) -> {}, new Unheard());
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Boolean> replay = CompletableFuture.supplyAsync(() -> replayed(demo, stop));
        String url = "http://127.0.0.1:" + listen.port() + "/";
        try (PageBrowser browser = PageBrowser.start(profile)) {
            Awaitility.await("a red forecast")
                    .atMost(Duration.ofMinutes(10))
                    .ignoreExceptions()
                    .until(() -> get(url + "api/v1/forecast").contains("\"state\":\"red\""));
            browser.screen(1280, 844, "light")
                    .open(url)
                    .until("Red expected within")
                    .until("The timeline as text");
            browser.shoot("demo-1280-light");
            assertThat(browser.console()).isEmpty();
        } finally {
            stop.countDown();
            replay.join();
        }
    }

    private static final class Unheard implements TrainingListener {
        @Override
        public void epoch(int member, int epoch, double loss, double heldOut) {
            // Nobody looks.
        }

        @Override
        public boolean stop() {
            return false;
        }
    }

    private static boolean replayed(Demo demo, CountDownLatch stop) {
        try {
            return demo.replay(stop);
        } catch (Exception e) {
            throw new IllegalStateException("the demo failed", e);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
