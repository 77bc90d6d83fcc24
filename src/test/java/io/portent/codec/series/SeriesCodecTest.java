package io.portent.codec.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.codec.BadTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesCodecTest {
    private static final Path GOLDENS = Path.of("src/test/resources/io/portent/codec/series");

    private static SeriesCodec fit(String text, String... options) {
        Map<String, String> map = IntStream.range(0, options.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> options[2 * i], i -> options[2 * i + 1]));
        return (SeriesCodec) new SeriesCodecProvider().fit(text, map);
    }

    private static String written(SeriesCodec codec, String text) {
        return codec.read(text).stream().map(codec::write).collect(Collectors.joining());
    }

    private static String golden(String file) throws IOException {
        return Files.readString(GOLDENS.resolve(file));
    }

    private static String again(String text) {
        return written(fit(text), text);
    }

    @Test
    void csvOfAMonitoring_losesItsTimesAndItsGaps() throws IOException {
        assertThat(again(golden("requests.csv"))).isEqualTo("0,120\n1,131.5\n0,118\n");
    }

    @Test
    void csvOfGrafana_isRead() throws IOException {
        assertThat(again(golden("grafana.csv"))).isEqualTo("1\n0\n");
    }

    @Test
    void rangeQuery_makesARowWhereAllSeriesHaveAValue() throws IOException {
        assertThat(again(golden("prometheus.json"))).isEqualTo("10,0\n12.5,1\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            '1 2\\n3  4 '                           | '1,2\\n3,4\\n'
            '1\\t2\\n3\\t4'                         | '1,2\\n3,4\\n'
            'a;b\\n1;2'                             | '1,2\\n'
            '\uFEFF1,2\\r\\n\\r\\n3,4\\r\\n'        | '1,2\\n3,4\\n'
            '1700000000 5\\n1700000060 6'           | '5\\n6\\n'
            '1700000060,5\\n1700000000,6'           | '1700000060,5\\n1700000000,6\\n'
            '2024-01-01 00:00:00Z,5'                | '5\\n'
            ',value\\n0,5\\n1,6'                    | '0,5\\n1,6\\n'
            '[1, 2.50, null, NaN, 3e2]'             | '1\\n2.5\\n300\\n'
            '[[1700000000, 1], ["2024-01-01T00:00:00Z", "-2"]]' | '1\\n-2\\n'
            '-0.0\\n0.0'                            | '0\\n0\\n'
            '1e300\\n1e-320'                        | '1.0E300\\n1.0E-320\\n'
            """)
    void forms(String text, String rows) {
        assertThat(again(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")))
                .isEqualTo(rows.replace("\\n", "\n"));
    }

    @Test
    void flat_isOneColumnWhateverStandsBetween() {
        String text = "1 2;3\n4,\t5 NaN 6";
        assertThat(written(fit(text, "layout", "flat"), text)).isEqualTo("1\n2\n3\n4\n5\n6\n");
    }

    @Test
    void vector_isTheScaledValuesAndOneOfTheBins() {
        SeriesCodec codec = fit("0,5\n10,7\n");
        float[] vector = new float[4];
        codec.encode(codec.read("2.5,7").get(0), vector, 0);
        assertThat(vector).containsExactly(-0.5f, 1, 0, 1);
        codec.encode(codec.read("1e9,-1e9").get(0), vector, 0);
        assertThat(vector).containsExactly(3, -3, 1, 0);
    }

    @Test
    void fewValues_areABinEach_andWhatLiesBetweenGoesToTheNearer() {
        SeriesCodec codec = fit("1\n2\n4\n4\n");
        assertThat(codec.outputs()).isEqualTo(3);
        assertThat(codec.read("2.9\n3.1\n-7\n99\n").stream().map(codec::outputOf))
                .containsExactly(1, 2, 0, 2);
    }

    @Test
    void manyValues_areBinsOfEqualNumbers_andAMedianStandsForEach() {
        String text = IntStream.rangeClosed(1, 100).mapToObj(i -> i + "\n").collect(Collectors.joining());
        SeriesCodec codec = fit(text, "bins", "4");
        assertThat(IntStream.range(0, codec.outputs()).mapToObj(codec::stepOf).map(codec::write))
                .containsExactly("13\n", "38\n", "63\n", "88\n");
        assertThat(codec.read("25\n26\n").stream().map(codec::outputOf)).containsExactly(0, 1);
    }

    @Test
    void oneFrequentValue_isOneBin() {
        String text = "5\n".repeat(90) + "1\n2\n3\n7\n8\n9\n";
        SeriesCodec codec = fit(text, "bins", "4");
        assertThat(codec.outputOf(codec.read("5").get(0)))
                .isNotEqualTo(codec.outputOf(codec.read("9").get(0)));
        assertThat(codec.outputs()).isEqualTo(2);
    }

    @Test
    void generatedRow_hasTheOtherColumnsMediansOfItsBin() {
        SeriesCodec codec = fit("10,1\n20,1\n90,1\n500,2\n");
        assertThat(codec.write(codec.stepOf(0))).isEqualTo("20,1\n");
        assertThat(codec.write(codec.stepOf(1))).isEqualTo("500,2\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"b, 3", "3, 3", "a, 2", "2, 2"})
    void column_isChosenByNameOrByItsNumberInTheText(String column, int outputs) {
        String text = "time,a,b\n1,1,1\n2,1,2\n3,2,3\n";
        assertThat(fit(text, "column", column).outputs()).isEqualTo(outputs);
    }

    @Test
    void columnsInAnotherOrder_areFoundByName() {
        SeriesCodec codec = fit("time,a,b\n1,1,2\n");
        assertThat(written(codec, "b,a\n7,8\n")).isEqualTo("8,7\n");
        assertThat(written(codec, "8,7")).isEqualTo("8,7\n");
        assertThatThrownBy(() -> codec.read("a,c\n1,2"))
                .isInstanceOf(BadTextException.class)
                .hasMessage("the columns are \"a\", \"c\", must be \"a\", \"b\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            '1,2\\n3'               | line 2, column 1: 1 fields, must be 2 as in the first line
            '1,2\\n3,4x'            | line 2, column 3: "4x" is no number; right would be such as 12.5
            '1,0x10'                | line 1, column 3: "0x10" is no number
            '1\\n1e999'             | line 2, column 1: "1e999" is beyond what can be held
            '1,5;2,5\\n1,5;3,5'     | line 2, column 1: "1,5" is no number
            'a,a\\n1,2'             | line 1, column 3: a second column "a"
            'NaN\\n+Inf'            | there is no row without a gap among 2
            'only words'            | there is no row without a gap among 0
            '[1, 2'                 | not readable as JSON
            '[1, [2, 3]]'           | line 1, column 5: a number must stand here
            '[[1, 2, 3]]'           | line 1, column 9: ] after time and value must stand here
            '[[null, 2]]'           | a time must stand here
            '[1] 2'                 | line 1, column 5: the end must stand here
            '{}'                    | as Prometheus answers to a range query, must stand here
            '{"status":"error"}'    | "success": the query has failed; must stand here
            '{"data":{"resultType":"vector","result":[]}}' | "matrix", the result of a range query, must stand here
            '{"data":{"result":[{"values":[[1,"2"],[1,"3"]]}]}}' | another value for one it has had
            '{"data":{"result":[{"values":[]},{"values":[]}]}}'  | a series other than "{}"
            """)
    void wrongTexts_areRefusedWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> fit(text.replace("\\n", "\n")))
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "column, c, 'there is no column \"c\" to forecast, only the numbers 2 to 3: \"a\", \"b\"'",
        "column, 1, 'there is no column \"1\" to forecast'",
        "column, 4, 'there is no column \"4\" to forecast'",
        "bins, 1, 'the option bins must be from 2 to 1024, was \"1\"'",
        "bins, many, 'the option bins must be from 2 to 1024, was \"many\"'",
        "layout, round, 'the option layout must be table or flat, was \"round\"'",
        "width, 2, 'the codec series has no option \"width\", only bins, column and layout'",
    })
    void wrongOptions_areRefused(String option, String value, String message) {
        assertThatThrownBy(() -> fit("time,a,b\n1,1,2\n", option, value)).hasMessageContaining(message);
    }

    @Test
    void layoutFlat_leavesNoColumnToChoose() {
        assertThatThrownBy(() -> fit("1 2", "layout", "flat", "column", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with layout=flat");
    }

    /** A megabyte of one kind, in one line; what is said of it stays short. */
    @ParameterizedTest(name = "of {0}")
    @ValueSource(strings = {"1", "1,", "x", "\"", "[", "[1,", "{\"a\":", "1e", "1 ", ";", "9\t"})
    void longLines_areRefusedInFewWords(String part) {
        assertThatThrownBy(() -> fit(part.repeat(1_000_000 / part.length())))
                .isInstanceOf(BadTextException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void aLongRow_isASeriesWhereItIsSaidToBe() {
        assertThat(fit("1 ".repeat(500_000) + "2", "layout", "flat").outputs()).isEqualTo(2);
    }
}
