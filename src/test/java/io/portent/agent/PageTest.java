package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in a real browser, in every state that it can be in. Each is photographed. */
@Timeout(120)
final class PageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

    @TempDir
    private static Path profile;

    private static PageBrowser browser;

    @BeforeAll
    static void openBrowser() {
        browser = PageBrowser.start(profile);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** At both widths, light and dark: no error, nothing wider than the screen, nothing that axe-core calls serious. */
    private static void inspect(String name) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 390}) {
                browser.screen(width, 844, scheme);
                assertThat(browser.scrollsSideways())
                        .as("%s at %d scrolls sideways", name, width)
                        .isFalse();
                assertThat(browser.accessibility())
                        .as("%s at %d, %s", name, width, scheme)
                        .isEmpty();
                browser.shoot(name + "-" + width + "-" + scheme);
            }
        }
        assertThat(browser.console()).as("console of %s", name).isEmpty();
        browser.screen(1280, 844, "light");
    }

    private static PageWorld red(boolean writing, boolean logText) throws IOException {
        PageWorld world = new PageWorld(writing, logText).withModel().start();
        world.past("checkout", 400);
        world.show(
                List.of(
                        PageWorld.forecast("checkout", 0.71),
                        PageWorld.forecast("cart", 0.02),
                        PageWorld.forecast("search", 0.3),
                        PageWorld.unknown("billing", "stale input: no log line since 2026-03-04T14:12:00Z")),
                HealthState.GREEN);
        world.explanations = Map.of("checkout", why(HOSTILE));
        return world;
    }

    private static Explanation why(String word) {
        return why(word, "checkout");
    }

    private static Explanation why(String word, String befell) {
        Instant at = PageWorld.NOW.minusSeconds(120);
        return new Explanation(
                HealthState.ORANGE,
                Duration.ofMinutes(15),
                0.57,
                0.04,
                List.of(
                        new Cause(
                                CauseKind.TEMPLATE,
                                "5f01c2",
                                "pool" + word + " nearly empty, <*> connections left",
                                12,
                                0.62,
                                List.of(at.minusSeconds(60), at),
                                List.of(new LoggedLine(
                                        at,
                                        "/log/app.log",
                                        1741,
                                        "pool" + word + " nearly empty, 2 connections left"))),
                        new Cause(
                                CauseKind.SEVERITIES, "severities", "WARN and worse", 31, 0.2, List.of(at), List.of())),
                new Resemblance(
                        14,
                        new Resemblance.Incident(
                                befell,
                                Instant.parse("2026-02-26T08:51:00Z"),
                                Instant.parse("2026-02-26T09:02:00Z"),
                                HealthState.RED,
                                0.91)));
    }

    @Test
    void redForecast_isToldWithItsReasons_andLogTextIsOnlyText() throws Exception {
        try (PageWorld world = red(true, true)) {
            browser.screen(1280, 844, "light")
                    .open(world.url())
                    .until("Red expected within 15m")
                    .until("PR-AUC")
                    .until("The timeline as text");
            assertThat(browser.text())
                    .contains(
                            "Observed now: green",
                            "Nearest past incident",
                            "91 % alike",
                            "11 min",
                            HOSTILE,
                            "trained until 2 Mar, 14:30");
            assertThat(browser.count("img")).isZero();
            assertThat(browser.ask("return document.title")).isEqualTo("red · Portent");
            world.explanations = Map.of("checkout", why(""));
            browser.open(world.url() + "#entity=checkout").until("The timeline as text");
            browser.click("#why summary");
            inspect("red");
        }
    }

    @Test
    void list_isSortedByRisk_filtered_andLeadsToEachEntity() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("Entities by risk");
            assertThat(names()).containsExactly("checkout", "search", "billing", "cart");
            browser.find("#filter").sendKeys("CA");
            assertThat(names()).containsExactly("cart");
            browser.click(".rows a");
            browser.until("Green for the next 1h");
            assertThat(browser.ask("return document.activeElement.id")).isEqualTo("entity-name");
            assertThat(browser.text()).contains("To tell the agent what it was, set web.token");
            browser.screen(390, 844, "light").open(world.url()).until("Entities by risk");
            assertThat(browser.find(".detail").isDisplayed()).isFalse();
            browser.shoot("list-390-light");
            browser.click(".rows li:nth-child(3) a");
            browser.until("stale input: no log line since");
            assertThat(browser.find(".list").isDisplayed()).isFalse();
            inspect("unknown");
        }
    }

    private static List<String> names() {
        return List.of(String.valueOf(browser.ask(
                        "return [...document.querySelectorAll('.rows .name')].map(one => one.textContent).join(' ')"))
                .split(" "));
    }

    @Test
    void incident_isMarked_andStandsAmongTheLabels() throws Exception {
        try (PageWorld world = red(true, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            browser.click("#mark-incident");
            browser.find("#token").sendKeys("a-wrong-token-of-16");
            browser.find("#note").sendKeys("connection pool exhausted");
            browser.click("#send");
            browser.until("The agent refuses this token.");
            assertThat(browser.console())
                    .as("the refusal, and nothing else")
                    .hasSize(1)
                    .allMatch(line -> line.contains("401"));
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.shootScreen("mark-1280-light");
            browser.find("#note").clear();
            browser.find("#note").sendKeys(HOSTILE);
            inspect("mark-refused");
            browser.click("#send");
            browser.until("Kept: “This was an incident” of checkout");
            List<Label> kept = world.store.labels().labels(TimeSpan.ALL).stream()
                    .map(Recorded::label)
                    .toList();
            assertThat(kept).singleElement().satisfies(label -> {
                assertThat(label.entity()).isEqualTo("checkout");
                assertThat(label.state()).isEqualTo(HealthState.RED);
                assertThat(label.source()).isEqualTo("person");
                assertThat(label.note()).isEqualTo(HOSTILE);
                assertThat(label.start()).isBetween(PageWorld.NOW.minus(Duration.ofMinutes(25)), PageWorld.NOW);
                assertThat(label.end()).isNotNull();
            });
            browser.until("by person");
            assertThat(browser.ask("return sessionStorage.getItem('portent-token')"))
                    .isEqualTo(PageWorld.TOKEN);
            assertThat(browser.ask("return localStorage.length + document.cookie"))
                    .isEqualTo("0");
        }
    }

    @Test
    void falseAlarm_andIntervention_areKept() throws Exception {
        try (PageWorld world = red(true, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            browser.click("#mark-nothing");
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.click("#send");
            browser.until("Kept: “A false alarm” of checkout");
            browser.click("#mark-acted");
            browser.click("#send");
            browser.until("Kept: “We acted” of checkout");
            assertThat(world.store.labels().labels(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> assertThat(one.label().state()).isEqualTo(HealthState.GREEN));
            assertThat(world.store.interventions().interventions(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> assertThat(one.entity()).isEqualTo("checkout"));
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void withoutEntity_andBeforeItIsReady_itSaysSo() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            browser.screen(1280, 844, "light").open(world.url()).until("No entity has been seen yet");
            assertThat(browser.ask("return document.title")).isEqualTo("unknown · Portent");
            inspect("empty");
            world.notReady = Optional.of("still reading the logs that were there at start");
            browser.open(world.url()).until("Not yet ready: still reading");
            inspect("not-ready");
        }
    }

    @Test
    void withoutModel_everythingIsUnknown_andItSaysWhatToDo() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            world.show(List.of(PageWorld.unknown("shop", "no model: none was trained yet")), null);
            browser.screen(1280, 844, "light")
                    .open(world.url())
                    .until("No forecast of this entity was kept")
                    .until("until then every forecast is unknown");
            assertThat(browser.text()).contains("Unknown", "no model: none was trained yet", "agent train makes one");
            inspect("no-model");
        }
    }

    @Test
    void silentAgent_isNeverShownGreen() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            world.withModel().past("shop", 400);
            world.show(List.of(PageWorld.forecast("shop", 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            assertThat(browser.text()).contains("Green for the next 1h", "Live");
            browser.shoot("green-1280-light");
            world.fallSilent();
            browser.until("Not live: the agent does not answer.").until("Unknown: the agent does not answer");
            assertThat(browser.text())
                    .contains("It said last: Green for the next 1h", "was green")
                    .doesNotContain("Live ·");
            assertThat(browser.ask("return document.title")).isEqualTo("not live · Portent");
            assertThat(browser.console()).isNotEmpty().allMatch(line -> line.contains("ERR_CONNECTION_REFUSED"));
            assertThat(browser.accessibility()).isEmpty();
            browser.shoot("stale-1280-light");
            browser.screen(390, 844, "dark").shoot("stale-390-dark");
        }
    }

    @Test
    void storeThatIsAway_isSaidWhereItIsMissed() throws Exception {
        try (PageWorld world = red(false, false)) {
            world.storeFails = true;
            browser.screen(1280, 844, "light")
                    .open(world.url() + "#entity=checkout")
                    .until("This cannot be shown now");
            assertThat(browser.text()).contains("Red expected within 15m", "Try again");
            assertThat(browser.console()).allMatch(line -> line.contains("503"));
            browser.shoot("error-1280-light");
            world.storeFails = false;
            browser.click("#timeline button");
            browser.until("The timeline as text");
        }
    }

    @Test
    void thousandEntities_stayUsable() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            List<Forecast> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String name = "service-" + (1000 + i) + (i == 500 ? " " + HOSTILE : "");
                all.add(
                        i % 97 == 0
                                ? PageWorld.unknown(name, "stale input")
                                : PageWorld.forecast(name, i % 250 == 7 ? 0.8 : 0.05));
            }
            world.show(all, HealthState.GREEN);
            world.past("service-1007", 400);
            browser.screen(1280, 844, "light").open(world.url()).until("Entities by risk");
            assertThat(browser.count(".rows li")).isEqualTo(100);
            assertThat(browser.ask("return document.querySelectorAll('*').length < 3000"))
                    .isEqualTo("true");
            assertThat(browser.text()).contains("4 red", "11 unknown", "985 green");
            browser.find("#filter").sendKeys("1500");
            assertThat(browser.find(".rows .name").getText()).isEqualTo("service-1500 " + HOSTILE);
            browser.find("#filter").clear();
            browser.find("#filter").sendKeys("service");
            browser.click("#more");
            assertThat(browser.count(".rows li")).isEqualTo(200);
            browser.open(world.url()).until("Entities by risk").until("The timeline as text");
            browser.shootScreen("thousand-1280-light");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void withoutScript_theTableIsThere() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.script(false);
            browser.screen(1280, 844, "light").open(world.url());
            assertThat(browser.text())
                    .contains("Worst health expected within each horizon", "checkout", "Why checkout");
            browser.shoot("no-script-1280-light");
            browser.screen(390, 844, "light").shoot("no-script-390-light");
        } finally {
            browser.script(true);
        }
    }

    @Test
    void keyboard_movesOverTheTimeline() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            browser.find("#slider").sendKeys(Keys.ARROW_LEFT);
            assertThat(browser.find("#readout").getText()).contains("forecast red within", "observed green");
            browser.find("#slider").sendKeys(Keys.HOME);
            assertThat(browser.find("#slider").getAttribute("aria-valuetext")).startsWith("4 Mar, 08:30: forecast");
        }
    }

    /** The forecasts are of before, the clock goes on: the agent answers and no longer looks. */
    @Test
    void agentThatForecastsNoMore_isNeverShownGreen() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            world.past("shop", 400);
            world.show(List.of(PageWorld.forecast("shop", 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            world.now = PageWorld.NOW.plus(Duration.ofHours(20));
            browser.until("Unknown: the agent makes no forecasts");
            assertThat(browser.text())
                    .contains(
                            "Not live: it answers, but has made no forecast since it had seen the logs up to 4 Mar, 14:29:56")
                    .contains("logs seen up to 4 Mar, 14:29:56", "It said last: Green for the next 1h");
            assertThat(browser.ask("return document.title")).isEqualTo("not live · Portent");
            world.show(List.of(PageWorld.forecast("shop", world.now.minusSeconds(4), 0.01)), HealthState.GREEN);
            browser.until("Live ·").until("logs seen up to 10:29:56");
            assertThat(browser.console()).isEmpty();
        }
    }

    /** Its title is read where nobody looks at the page. Waits are made a fiftieth. */
    @Test
    void hiddenTab_saysWhenTheAgentIsGone() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            world.show(List.of(PageWorld.forecast("shop", 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            browser.ask(
                    "const wait = window.setTimeout; window.setTimeout = (work, time, ...rest) => wait(work, time / 50, ...rest);"
                            + "Object.defineProperty(document, 'hidden', {get: () => true});"
                            + "document.dispatchEvent(new Event('visibilitychange'))");
            world.fallSilent();
            browser.until("Not live");
            assertThat(browser.ask("return document.title")).isEqualTo("not live · Portent");
        }
    }

    /** A machine that has slept shows what was hours ago, until the first answer comes. */
    @Test
    void afterALongSilence_nothingLooksLive_beforeTheAgentHasAnswered() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            world.show(List.of(PageWorld.forecast("shop", 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            browser.ask(
                    "const now = Date.now; Date.now = () => now() + 3600000; window.fetch = () => new Promise(() => {})");
            browser.until("Not live: the agent was not asked for some time").until("was green");
        }
    }

    /** Whatever goes wrong in drawing, the picture of before must not look as if it were of now. */
    @Test
    void pageThatFails_saysSo_andGoesOn() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            browser.ask("window.taken = document.getElementById('detail'); taken.remove()");
            browser.until("Not live: this page has failed");
            assertThat(browser.ask("return document.title")).isEqualTo("not live · Portent");
            browser.ask("document.getElementById('main').append(taken)");
            browser.until("Live ·");
            assertThat(browser.text()).doesNotContain("this page has failed");
        }
    }

    @Test
    void yearsBeyondTheCalendar_areShownAsTheyAre() throws Exception {
        try (PageWorld world = new PageWorld(false, false).start()) {
            Instant time = Instant.parse("+10000-01-01T00:00:00Z");
            world.show(List.of(PageWorld.forecast("shop", time, 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("+10000-01-01T00:00:00Z");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void whatWasHadBefore_isShownWithItsAge_whileItCannotBeAskedForAnew() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            world.storeFails = true;
            world.show(List.of(PageWorld.forecast("checkout", 0.7)), HealthState.GREEN);
            browser.until("it cannot be asked for now: The store cannot be used");
            assertThat(browser.count("#slider")).isOne();
            world.storeFails = false;
            Awaitility.await("it is asked for again by itself")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !browser.text().contains("it cannot be asked for now"));
        }
    }

    /** Whoever reads the timeline as text is not to lose it with each forecast. */
    @Test
    void whatIsUnfolded_staysSo_withTheNextForecast() throws Exception {
        try (PageWorld world = red(false, true)) {
            browser.screen(1280, 844, "light")
                    .open(world.url() + "#entity=checkout")
                    .until("The timeline as text");
            browser.click("#as-text summary");
            browser.click("#why summary");
            world.now = world.now.plusSeconds(60);
            world.show(List.of(PageWorld.forecast("checkout", world.now, 0.6)), HealthState.ORANGE);
            browser.until("Observed now: orange").until("logs seen up to 14:31:00");
            assertThat(
                            browser.ask(
                                    "return [...document.querySelectorAll('#why details, #as-text details')].map(one => one.open).join()"))
                    .isEqualTo("true,true");
        }
    }

    @Test
    void nearestPastIncident_isShownOnTheTimeline_orSaidToBeTooOld() throws Exception {
        try (PageWorld world = red(false, false)) {
            browser.screen(1280, 844, "light")
                    .open(world.url() + "#entity=checkout")
                    .until("Show it on the timeline");
            browser.find("#show-incident").sendKeys(Keys.ENTER);
            browser.until("That is too old to be drawn").until("Around the nearest past incident, of 26 Feb, 09:02");
            assertThat(browser.ask("return document.activeElement.id")).isEqualTo("line-title");
            world.record("checkout", Instant.parse("2026-02-26T09:20:00Z"), 180);
            browser.click("#back-to-now");
            browser.until("what is to come");
            browser.find("#show-incident").sendKeys(Keys.ENTER);
            browser.until("onset");
            browser.find("#slider").sendKeys(Keys.HOME);
            assertThat(browser.find("#slider").getAttribute("aria-valuetext")).startsWith("26 Feb, 06:2");
            assertThat(browser.text()).doesNotContain("what is to come");
            inspect("past-incident");
            browser.click("#back-to-now");
            browser.until("what is to come");
            assertThat(browser.text()).doesNotContain("Around the nearest past incident");
        }
    }

    @Test
    void nearestPastIncidentOfAnotherEntity_isShownOnItsOwnTimeline() throws Exception {
        try (PageWorld world = red(false, false)) {
            world.explanations = Map.of("checkout", why("", "cart"), "search", why("", "gone"));
            world.record("cart", Instant.parse("2026-02-26T09:20:00Z"), 180);
            browser.screen(1280, 844, "light")
                    .open(world.url() + "#entity=checkout")
                    .until("Show it on the timeline of cart");
            browser.find("#show-incident").sendKeys(Keys.ENTER);
            browser.until("Around the nearest past incident, of 26 Feb, 09:02").until("onset");
            assertThat(browser.find("#entity-name").getText()).isEqualTo("cart");
            assertThat(browser.ask("return document.activeElement.id")).isEqualTo("line-title");
            browser.open(world.url() + "#entity=search").until("91 % alike");
            assertThat(browser.text()).contains("of gone", "which is not among the entities any more");
            assertThat(browser.count("#show-incident")).isZero();
        }
    }

    @Test
    void labelByMistake_isTakenBack() throws Exception {
        try (PageWorld world = red(true, false)) {
            browser.screen(1280, 844, "light").open(world.url()).until("The timeline as text");
            browser.click("#mark-incident");
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.click("#send");
            browser.until("Kept: “This was an incident” of checkout").until("by person");
            assertThat(world.store.labels().labels(TimeSpan.ALL)).hasSize(1);
            browser.shootScreen("kept-1280-light");
            browser.find("#take-back").sendKeys(Keys.ENTER);
            browser.until("Taken back: “This was an incident” of checkout").until("Nobody has recorded anything");
            assertThat(world.store.labels().labels(TimeSpan.ALL)).isEmpty();
            assertThat(browser.console()).isEmpty();
        }
    }

    /** The proxy asks for a password, which the browser adds in the header that tokens usually come in. */
    @Test
    void behindAProxyWithAPassword_theButtonsWork() throws Exception {
        try (PageWorld world = red(true, false);
                PasswordProxy proxy = PasswordProxy.before(world.url())) {
            browser.screen(1280, 844, "light").open(proxy.urlWithPassword()).until("Metrics");
            browser.open(proxy.url()).until("The timeline as text");
            browser.click("#mark-incident");
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.click("#send");
            browser.until("Kept: “This was an incident” of checkout");
            assertThat(world.store.labels().labels(TimeSpan.ALL)).hasSize(1);
        }
    }

    /** In Berlin 02:20 came twice that night; this was the second. */
    @Test
    void hourThatComesTwice_isRecordedAsTheOneThatStoodThere() throws Exception {
        Instant second = Instant.parse("2026-10-25T01:20:00Z");
        try (PageWorld world = new PageWorld(true, false, second).start()) {
            browser.zone("Europe/Berlin");
            world.show(List.of(PageWorld.forecast("shop", second, 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            browser.click("#mark-incident");
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.click("#send");
            browser.until("Kept: “This was an incident” of shop");
            assertThat(world.store.labels().labels(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.label().start()).isEqualTo(second.minusSeconds(900));
                        assertThat(one.label().end()).isEqualTo(second);
                    });
        } finally {
            browser.zone("UTC");
        }
    }

    /** In Berlin 02:30 did not come that night; whoever types it all the same means half an hour after two. */
    @Test
    void hourThatNeverCame_isRecordedAsTheOneThatDid() throws Exception {
        Instant now = Instant.parse("2026-03-29T03:00:00Z");
        try (PageWorld world = new PageWorld(true, false, now).start()) {
            browser.zone("Europe/Berlin");
            world.show(List.of(PageWorld.forecast("shop", now, 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            browser.click("#mark-incident");
            browser.ask("document.getElementById('start').value = '2026-03-29T02:30'");
            browser.find("#token").clear();
            browser.find("#token").sendKeys("sixteen-\u00fc\u20ac-letters");
            browser.click("#send");
            browser.until("Token (web.token); kept in this tab alone:");
            browser.find("#token").clear();
            browser.find("#token").sendKeys(PageWorld.TOKEN);
            browser.click("#send");
            browser.until("Kept: “This was an incident” of shop");
            assertThat(world.store.labels().labels(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> assertThat(one.label().start()).isEqualTo(now.minusSeconds(5400)));
        } finally {
            browser.zone("UTC");
        }
    }

    /** Clocks were set within the week: each day begins where it began. */
    @Test
    void daysOnTheTimeline_beginWhereTheyBegan_beforeAndAfterClocksWereSet() throws Exception {
        Instant now = Instant.parse("2026-03-31T12:00:00Z");
        try (PageWorld world = new PageWorld(false, false, now).start()) {
            browser.zone("Europe/Berlin");
            world.record("shop", now, 7 * 1440);
            world.show(List.of(PageWorld.forecast("shop", now, 0.01)), HealthState.GREEN);
            browser.screen(1280, 844, "light").open(world.url()).until("Green for the next 1h");
            browser.click(".ranges label:last-child");
            browser.until("25 Mar");
            assertThat(
                            browser.ask(
                                    "return [...document.querySelectorAll('#timeline .tick.middle')].map(one => one.textContent).join()"))
                    .startsWith("25 Mar,26 Mar,27 Mar,28 Mar,29 Mar,30 Mar,31 Mar");
        } finally {
            browser.zone("UTC");
        }
    }
}
