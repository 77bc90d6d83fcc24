package io.portent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonValueTest {
    private static final JsonValue BODY = JsonValue.read("""
            {"name": "shop", "nothing": null, "count": 3, "half": 0.5, "huge": 1e999999999, "truth": true,
             "labels": {"a": "b"}, "items": [{"start": "x"}, {"start": 7}]}
            """);

    @Test
    void valuesAreFoundByNameAndPlace() {
        assertThat(BODY.at("name").text()).isEqualTo("shop");
        assertThat(BODY.at("count").whole()).isEqualTo(3);
        assertThat(BODY.at("half").number()).isEqualTo(0.5);
        assertThat(BODY.at("labels").texts()).containsExactly(java.util.Map.entry("a", "b"));
        assertThat(BODY.at("items").list().get(0).at("start").text()).isEqualTo("x");
        assertThat(BODY.at("nothing").isPresent()).isFalse();
        assertThat(BODY.at("absent").isPresent()).isFalse();
        assertThat(BODY.at("absent").text("instead")).isEqualTo("instead");
        assertThat(BODY.at("items").isList()).isTrue();
        assertThat(BODY.isList()).isFalse();
    }

    @Test
    void whatIsWrong_isNamedWithItsPlaceAndValue() {
        List<JsonValue> items = BODY.at("items").list();
        assertThatThrownBy(() -> items.get(1).at("start").text())
                .isInstanceOf(BadJsonException.class)
                .hasMessage("items[1].start must be text, was 7");
        assertThatThrownBy(() -> BODY.at("absent").list()).hasMessage("absent must be a list, was missing");
        assertThatThrownBy(() -> BODY.at("name").at("x")).hasMessage("name must be an object, was \"shop\"");
        assertThatThrownBy(() -> BODY.at("labels").whole()).hasMessage("labels must be a whole number, was an object");
        assertThatThrownBy(() -> BODY.at("half").whole()).hasMessage("half must be a whole number, was 0.5");
        assertThatThrownBy(() -> BODY.at("truth").number()).hasMessage("truth must be a number, was true");
        assertThatThrownBy(() -> JsonValue.read("[1]").fields())
                .hasMessage("the body must be an object, was a list of 1");
    }

    @Test
    void aNumberOfABillionDigits_costsNothing() {
        assertThatThrownBy(() -> BODY.at("huge").whole()).hasMessageContaining("was 1e999999999");
        assertThatThrownBy(() -> BODY.at("huge").number()).hasMessageContaining("was 1e999999999");
    }

    @Test
    void longValues_areCutWhereTheyAreShown() {
        JsonValue body = JsonValue.read("{\"a\": \"" + "x".repeat(10_000) + "\"}");
        assertThatThrownBy(() -> body.at("a").whole())
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``        | the body must be JSON, was empty",
                "`  `      | the body must be JSON, was empty",
                "{} {}     | the body must be one JSON value, was followed by another",
                "{\"a\":   | the body must be JSON: ",
                "alert=x   | the body must be JSON: ",
                "[1,]      | the body must be JSON: ",
                "[NaN]     | the body must be JSON: ",
            })
    void whatIsNoJson_isRefusedInOneLine(String text, String expected) {
        assertThatThrownBy(() -> JsonValue.read(text))
                .isInstanceOf(BadJsonException.class)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(expected).doesNotContain("\n"));
    }

    @Test
    void nestingAndNumberOfValues_areBounded() {
        assertThatThrownBy(() -> JsonValue.read("[".repeat(1000))).isInstanceOf(BadJsonException.class);
        String many = "[0" + ",0".repeat(JsonTree.MOST_VALUES) + "]";
        assertThatThrownBy(() -> JsonValue.read(many)).hasMessage("the body must hold at most 500000 values");
    }
}
