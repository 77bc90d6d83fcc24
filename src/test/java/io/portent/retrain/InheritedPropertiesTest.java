package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the launcher has told this JVM of native libraries the learner needs too: an image has no other place for them. */
class InheritedPropertiesTest {
    private static final List<String> TOLD = List.of(
            "org.bytedeco.javacpp.pathsFirst", "org.sqlite.tmpdir", "org.sqlite.lib.path", "org.sqlite.lib.name");

    /** Says what it was told, as a reason for having failed. */
    static final class Telling {
        private Telling() {}

        public static void main(String[] arguments) {
            StringBuilder said = new StringBuilder(System.getProperty("java.library.path"));
            for (String name : TOLD) {
                said.append(' ').append(System.getProperty(name));
            }
            System.out.println(said);
            System.exit(1);
        }
    }

    @Test
    void whereNativesLie_isToldToTheLearner() throws Exception {
        TOLD.forEach(name -> System.setProperty(name, "told-" + name));
        try (RetrainProcess process =
                new RetrainProcess(Telling.class.getName(), null, 64L << 20, epoch -> {}, Duration.ofMinutes(5))) {
            assertThat(process.await().reason())
                    .isEqualTo(System.getProperty("java.library.path") + " told-" + String.join(" told-", TOLD));
        } finally {
            TOLD.forEach(System::clearProperty);
        }
    }
}
