package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.health.HealthState;
import io.portent.health.Observed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The read API of the page, over HTTP, on a store with 400 minutes of forecasts. */
final class StoredChronicleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final PageWorld world = new PageWorld(true, false);

    @BeforeEach
    void start() throws IOException {
        world.start();
        world.past("shop", 400);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void history_isWhatWasObserved_andOfEachStepTheWorstForecast() throws Exception {
        JsonNode history = json("api/v1/history?entity=shop&since=400m");
        assertThat(history.at("/entity").asText()).isEqualTo("shop");
        assertThat(history.at("/until").asText()).isEqualTo(PageWorld.NOW.toString());
        assertThat(history.at("/observed"))
                .extracting(one -> one.at("/state").asText())
                .containsExactly("green", "red", "green");
        assertThat(history.at("/observed/1/start").asText()).isEqualTo("2026-03-04T10:55:00Z");
        assertThat(history.at("/observed/2/end").asText())
                .as("nothing of what is to come")
                .isEqualTo(PageWorld.NOW.toString());
        assertThat(history.at("/forecasts").size()).isBetween(150, 240);
        assertThat(history.at("/forecasts"))
                .filteredOn(one -> !one.at("/unknown").isNull())
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.at("/horizons/0/state").asText()).isEqualTo("unknown");
                    assertThat(one.at("/horizons/0/red").isNull()).isTrue();
                });
        assertThat(history.at("/forecasts"))
                .extracting(one -> one.at("/horizons/2/state").asText())
                .contains("red", "orange", "green");
    }

    /** Without a script, too: what was left behind is not of now. */
    @Test
    void forecastsThatAreTooOld_areUnknown() throws Exception {
        world.show(List.of(PageWorld.forecast("shop", 0.01)), HealthState.GREEN);
        assertThat(page()).contains("<title>Portent: green</title>", "<strong>green</strong>");
        int limit = json("api/v1/status").at("/stale_after_seconds").asInt();
        world.now = PageWorld.NOW.plusSeconds(limit - 4);
        assertThat(page()).contains("<strong>green</strong>");
        JsonNode said = json("api/v1/forecast").at("/forecasts/0");
        assertThat(said.at("/horizons/0/state").asText()).isEqualTo("green");
        assertThat(said.has("left_behind")).isFalse();
        world.now = PageWorld.NOW.plusSeconds(limit - 3);
        JsonNode left = json("api/v1/forecast").at("/forecasts/0");
        assertThat(left.at("/unknown").asText())
                .isEqualTo("no forecast was made since " + left.at("/time").asText());
        assertThat(left.at("/horizons"))
                .hasSameSizeAs(said.at("/horizons"))
                .allSatisfy(one -> assertThat(one.at("/state").asText()).isEqualTo("unknown"));
        assertThat(left.at("/left_behind")).isEqualTo(said.at("/horizons"));
        assertThat(page())
                .contains("<title>Portent: unknown</title>", "no forecast was made since")
                .doesNotContain("<strong>green</strong>");
    }

    private String page() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.url())).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void receipts_areTheBillOfTheEntity() throws Exception {
        JsonNode bill = json("api/v1/receipts?entity=shop");
        assertThat(bill.at("/served/failures").asInt()).isEqualTo(1);
        assertThat(bill.at("/served/warned").asInt()).isEqualTo(1);
        assertThat(bill.at("/outcomes/0/kind").asText()).isEqualTo("true_alarm");
        assertThat(json("api/v1/receipts?entity=other").at("/outcomes").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history | the query must name an entity",
                "history?entity= | the query must name an entity",
                "history?entity=shop&since=32d | at most 31 days are shown at once",
                "history?entity=shop&since=yesterday | since must be a time with a zone",
                "history?entity=shop&since=2027-01-01T00:00:00Z&until=2027-01-02T00:00:00Z | since must be before now",
                "history?entity=shop&points=9 | the query may have entity, since, until and no other names",
                "receipts | the query must name an entity"
            })
    void badQuery_isRefusedWithAReason(String query, String reason) throws Exception {
        HttpResponse<String> answer = get("api/v1/" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
        assertThat(world.failures).isEmpty();
    }

    @Test
    void storeThatIsAway_is503_andLeavesTheRestAlone() throws Exception {
        world.storeFails = true;
        assertThat(get("api/v1/history?entity=shop").statusCode()).isEqualTo(503);
        assertThat(get("api/v1/receipts?entity=shop").statusCode()).isEqualTo(503);
        assertThat(get("api/v1/status").statusCode()).isEqualTo(200);
        assertThat(get("api/v1/health").statusCode()).isEqualTo(200);
    }

    @Test
    void healthAndForecasts_areSentOnce_toThoseWhoKnowTheirTags() throws Exception {
        world.show(List.of(PageWorld.forecast("shop", 0.2)), HealthState.GREEN);
        JsonNode status = json("api/v1/status");
        assertThat(status.at("/writing").asBoolean()).isTrue();
        assertThat(status.at("/time").asText()).isEqualTo(PageWorld.NOW.toString());
        for (String name : List.of("forecast", "health")) {
            String tag = status.at("/" + name + "_tag").asText();
            assertThat(get("api/v1/" + name).headers().firstValue("ETag")).hasValue(tag);
            assertThat(get("api/v1/" + name, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(get("api/v1/" + name, "If-None-Match", tag).body()).isEmpty();
            assertThat(get("api/v1/" + name, "If-None-Match", "W/\"other\"").statusCode())
                    .isEqualTo(200);
        }
        world.show(List.of(PageWorld.forecast("shop", 0.9)), null);
        world.notReady = Optional.of("of \"late\"");
        JsonNode after = json("api/v1/status");
        assertThat(after.at("/forecast_tag")).isNotEqualTo(status.at("/forecast_tag"));
        assertThat(after.at("/health_tag")).isNotEqualTo(status.at("/health_tag"));
        assertThat(after.at("/not_ready").asText()).isEqualTo("of \"late\"");
        assertThat(json("api/v1/health").toString())
                .isEqualTo("{\"health\":[{\"entity\":\"shop\",\"state\":\"unknown\"}]}");
        world.observed = List.of(new Observed("a\"<b>", HealthState.RED));
        assertThat(get("api/v1/health").body()).doesNotContain("<").contains("\"red\"");
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(world.url() + path));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
