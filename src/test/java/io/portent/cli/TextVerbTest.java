package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TextVerbTest {
    private static final String TEXT = "HELLO\n".repeat(40);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private Path text;
    private Path bundle;

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("hello.txt"), TEXT);
        bundle = folder.resolve("hello.portent");
    }

    private int agent(String... words) {
        out.reset();
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("text"));
        all.addAll(List.of(words));
        return Main.run(all.toArray(new String[0]), out, new PrintWriter(err, true));
    }

    private int train(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--in", text.toString(), "--start", "H"));
        words.addAll(List.of(more));
        return agent(words.toArray(new String[0]));
    }

    private String shown() {
        return out.toString(UTF_8);
    }

    @Test
    void hello_isLearntExactly() {
        assertThat(train("--out", bundle.toString(), "--units", "20", "--epochs", "60"))
                .as(err.toString())
                .isZero();
        assertThat(shown())
                .contains("216 steps to learn, 24 held out; 5 inputs, 1 layers of 20 simple-rnn units, 625 weights");
        assertThat(agent(
                        "generate",
                        "--restore",
                        bundle.toString(),
                        "--prime",
                        "H",
                        "--length",
                        "10",
                        "--choice",
                        "hard"))
                .isZero();
        assertThat(shown()).isEqualTo("ELLO\nHELLO");
    }

    @Test
    void generating_isDecidedByItsSeed() {
        train("--out", bundle.toString(), "--units", "5", "--epochs", "1");
        String[] words = {"generate", "--restore", bundle.toString(), "--prime", "H", "--length", "80", "--seed", "4"};
        assertThat(agent(words)).isZero();
        String first = shown();
        assertThat(agent(words)).isZero();
        assertThat(shown()).isEqualTo(first).hasSize(80);
        words[words.length - 1] = "5";
        agent(words);
        assertThat(shown()).isNotEqualTo(first);
    }

    @Test
    void aCharacterThatWasNotLearnt_isNamed() {
        train("--out", bundle.toString(), "--units", "5", "--epochs", "1");
        assertThat(agent("generate", "--restore", bundle.toString(), "--prime", "HELLx"))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "agent: line 1, column 5: the character x is not among the 5 that the network has learnt: \\n E H L O\n");
    }

    @Test
    void summary_countsParametersAsOneWould() {
        assertThat(LayerTable.of(new io.portent.model.engine.Shape(
                        io.portent.model.NetworkKind.SIMPLE_RNN, 1, 10, 1, 1, io.portent.model.engine.Answers.SYMBOLS)))
                .containsSubsequence("120", "11", "131");
        train("--out", bundle.toString(), "--units", "7", "--layers", "2", "--epochs", "1", "--network", "gru");
        assertThat(agent("summary", bundle.toString())).isZero();
        assertThat(shown())
                .containsPattern("recurrent0 +gru +\\[batch, 5, time] +\\[batch, 7, time] +273\n")
                .containsPattern("recurrent1 +gru +\\[batch, 7, time] +\\[batch, 7, time] +315\n")
                .containsPattern("output +dense, softmax +\\[batch, 7, time] +\\[batch, 5, time] +40\n")
                .contains("1 of 1 epochs");
    }

    @Test
    void vocab_isAllDifferentCharacters_andMayBeGivenToTraining() throws IOException {
        assertThat(agent("vocab", text.toString())).isZero();
        assertThat(shown()).isEqualTo("\nEHLO");
        assertThat(agent("vocab", "--table", text.toString())).isZero();
        assertThat(shown().lines().map(String::strip))
                .contains("\\n         U+000A      40", "L          U+004C      80");
        Path more = Files.writeString(folder.resolve("vocab.txt"), "XYZ");
        train("--out", bundle.toString(), "--units", "5", "--epochs", "1", "--vocabulary", more.toString());
        assertThat(agent("generate", "--restore", bundle.toString(), "--prime", "XYZ", "--length", "3"))
                .isZero();
    }

    @Test
    void restore_goesOnToMoreEpochs_bitForBit() throws IOException {
        Path whole = folder.resolve("whole.portent");
        assertThat(train("--out", whole.toString(), "--units", "5", "--epochs", "4"))
                .isZero();
        assertThat(train("--out", bundle.toString(), "--units", "5", "--epochs", "2"))
                .isZero();
        assertThat(train("--restore", bundle.toString(), "--epochs", "4"))
                .as(err.toString())
                .isZero();
        assertThat(Files.mismatch(bundle, whole)).as("first byte that differs").isEqualTo(-1);
    }

    @Test
    void copies_areNamedAsAskedFor() throws IOException {
        String prefix = folder.resolve("copies/c-").toString();
        assertThat(train(
                        "--out",
                        bundle.toString(),
                        "--units",
                        "5",
                        "--epochs",
                        "1",
                        "--backup-frequency",
                        "4",
                        "--backup-prefix",
                        prefix,
                        "--backup-suffix",
                        "2006"))
                .isZero();
        try (Stream<Path> copies = Files.list(folder.resolve("copies"))) {
            assertThat(copies).singleElement().asString().matches(".*/c-20\\d\\d\\.bin");
        }
        assertThat(shown()).contains("copied to " + prefix + "20");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --units 0            | units must be >= 1
            --units 2000000000   | 1 layers of 2000000000 units are more than 2147483647 weights
            --units 60000        | 1 layers of 60000 units are more than 2147483647 weights
            --network bidirectional-lstm | --network must read forward, was bidirectional-lstm: what is to be written may not be read beforehand
            --network rnn        | --network must be one of simple-rnn, lstm, gru, was rnn
            --updater sgd        | --updater must be one of adagrad, adam, was sgd
            --dropout 1          | dropout must be in [0, 1)
            --rate 0             | rate must be in (0, 10]
            --validation 0.9     | validation must be in [0, 0.5]
            --codec morse        | there is no codec morse
            --codec-option a=b   | the codec text has no option a
            --info-frequency -1  | frequencies must be >= 0
            --for never          | --for
            """)
    void wrongOptions_areNamedWithWhatWouldBeRight(String words, String said) {
        List<String> all = new ArrayList<>(List.of("--out", bundle.toString(), "--epochs", "1"));
        all.addAll(List.of(words.split(" ", -1)));
        assertThat(train(all.toArray(new String[0]))).isEqualTo(2);
        assertThat(err.toString()).contains(said).doesNotContain("Exception");
        assertThat(bundle).doesNotExist();
    }

    @Test
    void whatTheNetworkWasBuiltWith_cannotBeChangedLater() {
        train("--out", bundle.toString(), "--units", "5", "--epochs", "1");
        assertThat(train("--restore", bundle.toString(), "--units", "6")).isEqualTo(2);
        assertThat(err.toString()).contains("--units was decided when the network was built");
    }

    @Test
    void badFiles_areNamed() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
        assertThat(agent("train", "--in", latin.toString(), "--start", "a", "--out", bundle.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("latin.txt is not UTF-8: byte 1");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        assertThat(agent("train", "--in", empty.toString(), "--start", "a", "--out", bundle.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the text is empty");
        assertThat(agent("generate", "--restore", text.toString(), "--prime", "H"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("hello.txt is not a usable bundle");
        assertThat(train("--out", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is a folder");
        assertThat(train()).isEqualTo(2);
        assertThat(err.toString()).contains("--out BUNDLE is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "RNN_HIDDENNEURONS, 33, --units",
        "RNN_LEARNINGRATE, 0.5, --rate",
        "RNN_ADAGRADEPSILON, 0.25, --epsilon",
        "RNN_RANDOMFACTOR, 0.75, --random-factor",
        "MIN_CHAR_SAMPLESIZE, 12, --sample-size",
        "MIN_CHAR_SAMPLEFREQUENCY, 13, --sample-frequency",
        "MIN_CHAR_INFOFREQUENCY, 14, --info-frequency",
        "MIN_CHAR_BACKUPFREQUENCY, 15, --backup-frequency",
        "MIN_CHAR_BACKUPPREFIX, p-, --backup-prefix",
        "MIN_CHAR_BACKUPSUFFIX, 2006, --backup-suffix",
        "CHAR_CODEC_EPOCH, 17, --epochs",
        "MIN_CHAR_EPOCHS, 17, --epochs",
        "CHAR_CODEC_BATCHSIZE, 18, --sequence",
        "CHAR_CODEC_BATCH_SIZE, 18, --sequence",
        "MIN_CHAR_BATCHSIZE, 18, --sequence",
        "CHAR_CODEC_INPUT_FILE, some.txt, --in",
        "CHAR_CODEC_VOCAB_FILE, vocab.txt, --vocabulary",
    })
    void variablesOfTheGoProgram_areDefaults(String name, String value, String option) {
        CommandLine train = new CommandLine(new TextTrainVerb());
        train.setDefaultValueProvider(new TextEnvironment(Map.of(name, value)));
        train.parseArgs(option.equals("--in") ? new String[] {} : new String[] {"--in", "x"});
        Object got = train.getCommandSpec().findOption(option).getValue();
        assertThat(String.valueOf(got).replaceAll("[\\[\\]]", "")).isEqualTo(value);
        train.parseArgs(option.equals("--in") ? new String[] {"--in", "1"} : new String[] {"--in", "x", option, "1"});
        Object given = train.getCommandSpec().findOption(option).getValue();
        assertThat(String.valueOf(given).replaceAll("[\\[\\]]", ""))
                .startsWith("1")
                .isNotEqualTo(value);
    }

    @Test
    void choice_isADefaultToo() {
        for (String name : List.of("CHAR_CODEC_CHOICE", "MIN_CHAR_CHOICE")) {
            CommandLine generate = new CommandLine(new TextGenerateVerb());
            generate.setDefaultValueProvider(new TextEnvironment(Map.of(name, "hard")));
            generate.parseArgs("--restore", "x");
            assertThat(generate.getCommandSpec().findOption("--choice").<String>getValue())
                    .isEqualTo("hard");
        }
    }

    @Test
    void aCopyThatCannotBeWritten_endsNothing() {
        String prefix = text.resolve("no-folder").toString();
        assertThat(train(
                        "--out",
                        bundle.toString(),
                        "--units",
                        "5",
                        "--epochs",
                        "1",
                        "--backup-frequency",
                        "4",
                        "--backup-prefix",
                        prefix))
                .isZero();
        assertThat(shown()).contains("cannot be written, learning goes on");
        assertThat(bundle).exists();
    }

    @Test
    void whereNothingIsLeftToLearn_nothingIsWritten() throws IOException {
        train("--out", bundle.toString(), "--units", "5", "--epochs", "2");
        byte[] before = Files.readAllBytes(bundle);
        assertThat(train("--restore", bundle.toString(), "--epochs", "1")).isZero();
        assertThat(shown()).contains("nothing is left to learn: 2 epochs are done");
        assertThat(java.util.Arrays.equals(Files.readAllBytes(bundle), before)).isTrue();
    }

    @Test
    void aTextTooShort_isOneSentence_alsoWhereTrainingGoesOn() throws IOException {
        train("--out", bundle.toString(), "--units", "5", "--epochs", "1");
        Path one = Files.writeString(folder.resolve("one.txt"), "H");
        assertThat(agent("train", "--in", one.toString(), "--start", "H", "--restore", bundle.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nothing to learn from 1 steps").doesNotContain("Exception");
        assertThat(train("--restore", bundle.toString(), "--codec-option", "a=b"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--codec-option was decided");
    }

    @Test
    void whatIsNoOrdinaryFile_isNotReplaced() {
        assertThat(train("--out", "/dev/null", "--epochs", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("/dev/null is no ordinary file");
    }
}
