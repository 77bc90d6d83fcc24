package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.codec.Codec;
import io.portent.codec.CodecProvider;
import io.portent.codec.Codecs;
import io.portent.codec.Decoder;
import io.portent.codec.Encoder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/CODECS.md names the codecs and methods that there are, and what it shows as readable is read. */
final class CodecsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/CODECS.md");
    private static final Pattern DATA = Pattern.compile("(?ms)^```(csv|json)\n(.*?)^```");

    @Test
    void everyCodec_hasASection() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(Codecs.all())
                .isNotEmpty()
                .allSatisfy(codec -> assertThat(document).contains("\n## `" + codec.name() + "`: "));
    }

    @Test
    void everyMethod_isSaidToOweSomething() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(Stream.of(CodecProvider.class, Codec.class, Encoder.class, Decoder.class)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .map(Method::getName))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        method -> assertThat(document).containsPattern("(?m)^\\|.*`" + method + "\\([^`]*\\)`.* \\|"));
    }

    @Test
    void dataShown_areReadBySeries() throws IOException {
        List<MatchResult> shown =
                DATA.matcher(Files.readString(DOCUMENT)).results().toList();
        assertThat(shown).extracting(block -> steps(block.group(2))).containsExactly(3, 2, 2);
    }

    private static int steps(String text) {
        return Codecs.named("series").fit(text, Map.of()).read(text).size();
    }

    @Test
    void filesOfTheExample_areAsShown() throws IOException {
        Path example = Path.of("src/test/resources/codec-example");
        assertThat(Files.readString(DOCUMENT))
                .contains("`" + example + "`")
                .contains("\n"
                        + Files.readString(example.resolve(
                                "src/main/resources/META-INF/services/" + CodecProvider.class.getName()))
                        + "```");
    }
}
