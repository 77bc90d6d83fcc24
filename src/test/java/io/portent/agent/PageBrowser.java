package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium, as it is installed, and what the tests of the page ask of it. Pictures go to {@code target/screenshots}. */
final class PageBrowser implements AutoCloseable {
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "screenshots");
    /** Serious and critical findings of axe-core, each as its name and the places. */
    private static final String AXE = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
            + ".then(all => done(all.violations.filter(one => one.impact === 'serious' || one.impact === 'critical')"
            + ".map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))));";

    private final ChromeDriver driver;

    private PageBrowser(ChromeDriver driver) {
        this.driver = driver;
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        zone("UTC");
    }

    final void zone(String name) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", name));
    }

    /** Aborts the test where there is no browser. */
    static PageBrowser start(Path profile) {
        Assumptions.assumeTrue(
                Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM),
                "NOT CHECKED: the page: apt-get install chromium-driver gives " + DRIVER);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        System.setProperty("webdriver.chrome.driver", DRIVER.toString()); // else Selenium would look for one elsewhere
        return new PageBrowser(new ChromeDriver(options));
    }

    PageBrowser screen(int width, int height, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    void script(boolean runs) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !runs));
    }

    PageBrowser open(String url) {
        driver.get("about:blank");
        console(); // what a former page said
        driver.get(url);
        return this;
    }

    /** Once this stands somewhere on the page. */
    PageBrowser until(String words) {
        Awaitility.await(words)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () -> org.assertj.core.api.Assertions.assertThat(text()).contains(words));
        return this;
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    void click(String selector) {
        find(selector).click();
    }

    String ask(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** Of what is wider than the screen, or juts out of its column. */
    boolean scrollsSideways() {
        return Boolean.TRUE.equals(driver.executeScript("""
                const edge = document.querySelector('main').getBoundingClientRect().right + 1;
                return document.documentElement.scrollWidth > document.documentElement.clientWidth
                    || [...document.querySelectorAll('.card')].some(card => card.getBoundingClientRect().right > edge);
                """));
    }

    /** Errors on the console since the last time, a refused script or style among them. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    @SuppressWarnings("unchecked")
    List<String> accessibility() throws IOException {
        try (InputStream in = PageBrowser.class.getResourceAsStream("/io/portent/axe/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), UTF_8));
        }
        return (List<String>) Objects.requireNonNull(driver.executeAsyncScript(AXE));
    }

    /** The whole page, however long. */
    void shoot(String name) throws IOException {
        ask("window.scrollTo(0, 0)");
        int height = number("scrollHeight");
        int width = number("clientWidth");
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", Math.min(2600, height), "scale", 1)));
        save(name, OutputType.BYTES.convertFromBase64Png(String.valueOf(shot.get("data"))));
    }

    private int number(String name) {
        return Integer.parseInt(ask("return document.documentElement." + name));
    }

    /** What is seen without scrolling. */
    void shootScreen(String name) throws IOException {
        save(name, driver.getScreenshotAs(OutputType.BYTES));
    }

    private static void save(String name, byte[] png) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), png);
        PagePictures.keep(name, png);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
